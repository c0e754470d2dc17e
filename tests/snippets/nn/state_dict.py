# state_dict holds parameters and buffers by name; loading copies them.
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
print(model.state_dict())
other = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
print(torch.equal(other[0].weight, model[0].weight))
print(other.load_state_dict(model.state_dict()))
print(torch.equal(other[0].weight, model[0].weight), other[0].weight is model[0].weight)
print(type(model.state_dict()).__name__, model.state_dict()["0.bias"].requires_grad)
