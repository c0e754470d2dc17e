# where chooses element by element, broadcasts and promotes.
import torch

x = torch.tensor([-1.0, 0.0, 2.0])
print(torch.where(x > 0, x, 0.0), torch.where(x > 0, 1, 0), torch.where(x > 0, 1.5, x))
print(torch.where(torch.tensor([[True], [False]]), torch.tensor([1, 2]), torch.tensor(9)))
print(torch.where(torch.tensor([[True, False], [True, True]])))
print(torch.where(x > 0, torch.tensor([1, 2, 3]), torch.tensor([0.5, 0.5, 0.5])))
print(x.where(x > 0, torch.tensor(-5.0)))
try:
    torch.where(torch.tensor([1.0, 0.0]), 1, 0)
except RuntimeError as error:
    print(error)
