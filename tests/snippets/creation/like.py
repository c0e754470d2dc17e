# The *_like functions take shape and dtype from another tensor, unless told otherwise.
import torch

model = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(torch.zeros_like(model))
print(torch.ones_like(model, dtype=torch.float32))
print(torch.full_like(model, 9))
print(torch.full_like(model, 2.7))
print(torch.empty_like(model).shape, torch.empty_like(model).dtype)
torch.manual_seed(0)
print(torch.rand_like(torch.zeros(2, 2)))
print(torch.randn_like(torch.zeros(3, dtype=torch.float64)))
print(torch.randint_like(model, 10))
