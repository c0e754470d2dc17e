# A stable sort keeps equal elements in their order.
import torch

x = torch.tensor([2, 1, 2, 1, 2, 1])
print(torch.sort(x, stable=True))
print(x.sort(descending=True, stable=True).indices)
print(x.argsort(stable=True))
keys = torch.tensor([1, 0, 1, 0])
names = ["a", "b", "c", "d"]
print([names[i] for i in keys.argsort(stable=True)])
