# GLU halves a dimension; RReLU is random in training and fixed in evaluation.
import torch
from torch import nn

x = torch.tensor([[1.0, -2.0, 0.0, 3.0]])
print(nn.GLU()(x), nn.GLU(dim=0)(x.T))
torch.manual_seed(0)
leak = nn.RReLU(0.1, 0.3)
print(leak, leak(torch.tensor([-1.0, -1.0, 1.0])))
leak.eval()
print(leak(torch.tensor([-1.0, -1.0, 1.0])))
try:
    nn.GLU()(torch.ones(3))
except RuntimeError as error:
    print(error)
