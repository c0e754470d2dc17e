# A ReLU layer whose inputs are all negative gets no gradient at all.
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
with torch.no_grad():
    model[0].bias.fill_(-100.0)
model(torch.ones(4, 2)).sum().backward()
print(model[0].weight.grad, model[0].bias.grad, model[2].weight.grad, model[2].bias.grad, sep="\n")
