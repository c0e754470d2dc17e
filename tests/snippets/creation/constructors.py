# torch.Tensor and the typed constructors: a number is a size, a list is data.
import torch

print(torch.Tensor([1, 2]))
print(torch.Tensor(2, 3).shape)
print(torch.FloatTensor([1, 2]))
print(torch.LongTensor([1, 2]))
print(torch.BoolTensor([0, 1]))
print(torch.IntTensor([5]), torch.DoubleTensor([0.5]), torch.ByteTensor([255]))
print(torch.Tensor([3]).type(), torch.LongTensor([3]).type())
print(isinstance(torch.ones(1), torch.Tensor), torch.is_tensor([1]))
