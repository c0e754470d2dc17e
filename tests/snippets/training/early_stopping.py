# Stop when the validation loss has not fallen for three epochs, and go back to the best.
import copy
import torch
from torch import nn

torch.manual_seed(0)
x, noise = torch.randn(12, 6), torch.randn(12, 1)
y = x[:, :1] + noise
x_val = torch.randn(30, 6)
y_val = x_val[:, :1] + torch.randn(30, 1)
model = nn.Linear(6, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
best, bad, state = float("inf"), 0, None
for epoch in range(50):
    optimizer.zero_grad()
    nn.functional.mse_loss(model(x), y).backward()
    optimizer.step()
    with torch.no_grad():
        validation = nn.functional.mse_loss(model(x_val), y_val).item()
    if validation < best:
        best, bad, state = validation, 0, copy.deepcopy(model.state_dict())
    else:
        bad += 1
    print(f"{epoch} {validation:.4f} {bad}")
    if bad == 3:
        break
model.load_state_dict(state)
print(f"best {best:.4f} {nn.functional.mse_loss(model(x_val), y_val).item():.4f}")
