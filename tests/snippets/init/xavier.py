# Xavier (Glorot) initialisation.
import torch
from torch import nn

torch.manual_seed(0)
print(nn.init.xavier_uniform_(torch.empty(3, 4)))
print(nn.init.xavier_normal_(torch.empty(3, 4)))
print(nn.init.xavier_uniform_(torch.empty(2, 2), gain=nn.init.calculate_gain("relu")))
print(nn.init.xavier_normal_(torch.empty(2, 1, 2, 2)).flatten())
try:
    nn.init.xavier_uniform_(torch.empty(3))
except ValueError as error:
    print(error)
