# and asks for a truth value; & is meant.
import torch

x = torch.tensor([1, 2, 3])
print((x > 1) & (x < 3))
print(x > 1 and x < 3)
