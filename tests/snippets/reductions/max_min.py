# max and min with and without a dimension; the named result.
import torch

x = torch.tensor([[3, 1, 2], [0, 5, 5]])
print(x.max(), x.min())
print(x.max(dim=1))
result = torch.min(x, 0)
print(result)
print(result.values, result.indices, type(result))
values, indices = x.max(1, keepdim=True)
print(values, indices)
print(x.max(1)[0], x.max(1)[1], torch.aminmax(x), torch.tensor(4).max(0))
