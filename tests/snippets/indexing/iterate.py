# A tensor iterates over its first dimension; unpacking, enumerate, zip, in.
import torch

x = torch.tensor([[1, 2], [3, 4]])
for row in x:
    print(row, row.sum().item())
a, b = x
print(a, b)
for i, (p, q) in enumerate(zip(x[0], x[1])):
    print(i, p, q)
print(3 in x, 9 in x, list(torch.arange(3)), len(x))
print([value.item() for value in x.flatten()], max(torch.tensor([1, 5, 2])))
try:
    for value in torch.tensor(3):
        pass
except TypeError as error:
    print(error)
