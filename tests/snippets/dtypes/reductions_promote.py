# Sums of small integers widen to int64; the dtype argument casts first.
import torch

small = torch.full((3,), 200, dtype=torch.uint8)
print(small.sum(), small.sum().dtype, small.sum(dtype=torch.uint8))
print(small.prod().dtype, small.cumsum(0), small.max().dtype)
print(torch.tensor([True, True]).prod().dtype, torch.ones(2, dtype=torch.int32).sum().dtype)
print(torch.tensor([1.7, 2.7]).sum(dtype=torch.int64))
print(torch.ones(3, dtype=torch.float16).sum().dtype, torch.arange(4).argmax().dtype)
