# All elements are as wide as the widest.
import torch

print(torch.tensor([[1, 200], [-3, 4]]), torch.tensor([[1.5, -2.25], [1000.0, 0.0]]))
print(torch.tensor([1, -1]), torch.tensor([0, 10, 100]), torch.tensor([-5.0, 5.0]))
print(torch.tensor([True, False]), torch.tensor([[True], [False]]))
print(torch.tensor([[0.1, 10.0, 100.0]]))
