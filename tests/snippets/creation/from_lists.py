# torch.tensor infers shape and dtype from nested lists.
import torch

print(torch.tensor([1, 2, 3]))
print(torch.tensor([1, 2.5, 3]))
print(torch.tensor([[1, 2], [3, 4], [5, 6]]).shape)
print(torch.tensor([True, False]).dtype)
print(torch.tensor([True, 2]).dtype, torch.tensor([True, 2.0]).dtype)
print(torch.tensor(7), torch.tensor(7.0), torch.tensor(True))
print(torch.tensor([]), torch.tensor([[]]).shape, torch.tensor([[], []]).shape)
print(torch.tensor((1, (2))).shape, torch.tensor(((1, 2), (3, 4))))
print(torch.tensor(range(4)))
