# Four small batches with scaled losses give the gradient of one large batch.
import copy
import torch
from torch import nn

torch.manual_seed(0)
x, y = torch.randn(32, 4), torch.randn(32, 1)
model = nn.Linear(4, 1)
twin = copy.deepcopy(model)
nn.functional.mse_loss(model(x), y).backward()
for xb, yb in zip(x.chunk(4), y.chunk(4)):
    (nn.functional.mse_loss(twin(xb), yb) / 4).backward()
print(torch.allclose(model.weight.grad, twin.weight.grad, atol=1e-6))
print(model.weight.grad)
optimizer = torch.optim.SGD(twin.parameters(), lr=0.1)
for step, (xb, yb) in enumerate(zip(x.chunk(8), y.chunk(8))):
    loss = nn.functional.mse_loss(twin(xb), yb) / 4
    loss.backward()
    if (step + 1) % 4 == 0:
        optimizer.step()
        optimizer.zero_grad()
        print(step, f"{nn.functional.mse_loss(twin(x), y).item():.4f}")
