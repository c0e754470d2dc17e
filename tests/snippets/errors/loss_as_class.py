# The loss class is made with the tensors instead of called.
import torch
from torch import nn

loss = nn.MSELoss(torch.zeros(2), torch.ones(2))
print(loss)
loss.backward()
