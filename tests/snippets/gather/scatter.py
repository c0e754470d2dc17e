# scatter writes where gather reads; a number or a tensor.
import torch

index = torch.tensor([[0, 2], [1, 0]])
print(torch.zeros(2, 3).scatter(1, index, torch.tensor([[1.0, 2.0], [3.0, 4.0]])))
print(torch.zeros(2, 3).scatter(1, index, 7.0))
one_hot = torch.zeros(3, 4).scatter_(1, torch.tensor([[3], [0], [2]]), 1)
print(one_hot)
print(torch.zeros(3, 2).scatter_(0, torch.tensor([[2, 1]]), torch.tensor([[5.0, 6.0]])))
print(torch.ones(3).scatter(0, torch.tensor([1]), torch.tensor([9.0]), reduce="multiply"))
