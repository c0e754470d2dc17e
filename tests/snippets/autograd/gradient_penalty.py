# A penalty on the size of a gradient is itself differentiated.
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
x = torch.tensor([[0.5, -1.0], [1.0, 2.0]], requires_grad=True)
(slope,) = torch.autograd.grad(model(x).sum(), x, create_graph=True)
penalty = ((slope.norm(dim=1) - 1) ** 2).mean()
penalty.backward()
print(slope)
print(f"{penalty.item():.4f}")
print(model[0].weight.grad)
print(model[2].bias.grad)
