# A plain Python mistake ends the program as well.
import torch

x = torch.ones(2)
print(x)
print(y)
