# index_select, index_copy and index_fill work on whole rows or columns.
import torch

x = torch.arange(12).view(3, 4)
print(x.index_select(0, torch.tensor([2, 0])))
print(torch.index_select(x, 1, torch.tensor([1, 1])))
print(x.index_fill(0, torch.tensor([1]), -1))
print(x.index_copy(1, torch.tensor([0, 3]), torch.tensor([[7, 8], [7, 8], [7, 8]])))
try:
    x.index_select(0, torch.tensor([3]))
except (IndexError, RuntimeError) as error:
    print(type(error).__name__, error)
