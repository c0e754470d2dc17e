# One gradient step of a linear layer, checked by hand.
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Linear(2, 1)
x, y = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[1.0], [2.0]])
loss = nn.MSELoss()(layer(x), y)
loss.backward()
error = (layer(x) - y).detach()
print(loss)
print(layer.weight.grad, torch.allclose(layer.weight.grad, (2 / 2) * error.T @ x))
print(layer.bias.grad, torch.allclose(layer.bias.grad, error.sum(0)))
