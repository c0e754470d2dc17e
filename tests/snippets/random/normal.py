# torch.normal with numbers and tensors; normal_.
import torch

torch.manual_seed(0)
print(torch.normal(0.0, 1.0, (3,)))
print(torch.normal(10, 0.5, size=(2, 2)))
print(torch.normal(torch.tensor([0.0, 100.0]), torch.tensor([1.0, 0.1])))
print(torch.normal(torch.tensor([0.0, 100.0])), torch.normal(5.0, torch.tensor([1.0, 2.0])))
print(torch.empty(4).normal_(2, 3), torch.zeros(20).normal_()[:3])
try:
    torch.normal(0.0, -1.0, (2,))
except RuntimeError as error:
    print(error)
