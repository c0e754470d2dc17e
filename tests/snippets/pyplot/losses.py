# Training curves on a logarithmic scale.
import matplotlib.pyplot as plt
import torch

w = torch.tensor(4.0, requires_grad=True)
losses = []
for _ in range(20):
    loss = w ** 2
    losses.append(loss.item())
    loss.backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    w.grad = None
plt.plot(losses, marker="o")
plt.yscale("log")
plt.xlabel("step")
plt.ylabel("loss")
plt.show()
print(f"{losses[0]:.2f} {losses[-1]:.4f}")
