# A mask picks elements in row order; a mask over rows picks rows.
import torch

x = torch.tensor([[1, -2, 3], [-4, 5, -6]])
print(x[x > 0], x[x > 100])
print(x[torch.tensor([True, False])])
print(x[:, torch.tensor([True, False, True])])
print(x[[True, True], 0])
print((x > 0).nonzero())
print(x[(x > 0) & (x < 5)], x[~(x > 0)].sum())
print(x[torch.tensor(True)].shape, x[torch.tensor(False)].shape)
