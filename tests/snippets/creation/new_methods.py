# new_tensor, new_zeros, new_ones, new_full and new_empty keep the dtype of the tensor they are called on.
import torch

half = torch.ones(2, dtype=torch.float16)
print(half.new_zeros(2, 2))
print(half.new_ones((3,)))
print(half.new_full((2,), 1.5))
print(half.new_tensor([1, 2, 3]))
print(half.new_empty(4).dtype)
print(torch.tensor([1, 2]).new_zeros(2, dtype=torch.float64))
