# The same line by numpy and by gradient descent.
import numpy as np, torch
rng = np.random.default_rng(42)
x = rng.uniform(-1, 1, size=(20, 1)); y = 3 * x + 1 + rng.normal(scale=0.1, size=(20, 1))
A = np.hstack([x, np.ones_like(x)]); theta = np.linalg.inv(A.T @ A) @ A.T @ y; print(theta.ravel().round(4))
xt, yt = torch.tensor(x, dtype=torch.float32), torch.from_numpy(y).float()
m = torch.nn.Linear(1, 1); torch.nn.init.zeros_(m.weight); torch.nn.init.zeros_(m.bias); o = torch.optim.SGD(m.parameters(), lr=0.5)
for _ in range(100): o.zero_grad(); torch.nn.functional.mse_loss(m(xt), yt).backward(); o.step()
print(np.allclose([m.weight.item(), m.bias.item()], theta.ravel(), atol=1e-3), m.weight.data.numpy().shape)
idx = rng.permutation(20)[:5]; print(idx, rng.integers(0, 10, 3), rng.choice(["a", "b"]), rng.standard_normal(2).round(3))
