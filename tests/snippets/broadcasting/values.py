# Row, column and outer combinations.
import torch

row = torch.tensor([[1, 2, 3]])
column = torch.tensor([[10], [20]])
print(row + column)
print(column * torch.tensor([1, 0, -1]))
print(torch.arange(3)[:, None] == torch.arange(3))
print((torch.arange(3).unsqueeze(1) - torch.arange(3)).abs())
print(torch.ones(2, 2, 2) * torch.tensor([[1.0], [2.0]]))
print(torch.maximum(column, row * 8))
