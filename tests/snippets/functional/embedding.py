# F.embedding with options.
import torch
import torch.nn.functional as F

table = torch.arange(6.0).view(3, 2)
print(F.embedding(torch.tensor([[2, 0]]), table))
big = torch.tensor([[3.0, 4.0], [0.3, 0.4]])
print(F.embedding(torch.tensor([0, 1]), big, max_norm=1.0), big)
for index in (torch.tensor([3]), torch.tensor([-1]), torch.tensor([0.5])):
    try:
        F.embedding(index, table)
    except Exception as error:
        print(type(error).__name__, error)
