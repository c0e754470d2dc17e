# A line fitted with tensors and gradients only.
import torch

torch.manual_seed(0)
x = torch.linspace(-1, 1, 20)
y = 3 * x - 0.5 + 0.1 * torch.randn(20)
w, b = torch.zeros(1, requires_grad=True), torch.zeros(1, requires_grad=True)
for epoch in range(60):
    loss = ((w * x + b - y) ** 2).mean()
    loss.backward()
    with torch.no_grad():
        w -= 0.2 * w.grad
        b -= 0.2 * b.grad
    w.grad.zero_()
    b.grad.zero_()
    if epoch % 15 == 0:
        print(f"epoch {epoch:3d} loss {loss.item():.4f}")
print(f"w {w.item():.3f} b {b.item():.3f}")
