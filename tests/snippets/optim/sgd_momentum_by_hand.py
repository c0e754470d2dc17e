# v = momentum * v + g; w = w - lr * v.
import torch

w = torch.tensor(5.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1, momentum=0.9)
value, velocity = 5.0, 0.0
for step in range(5):
    optimizer.zero_grad()
    loss = (w - 1) ** 2
    loss.backward()
    optimizer.step()
    velocity = 0.9 * velocity + 2 * (value - 1)
    value -= 0.1 * velocity
    print(step, f"{w.item():.4f} {value:.4f}")
