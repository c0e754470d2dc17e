# Fixed-width integers wrap around.
import torch

print(torch.tensor([0, 1], dtype=torch.uint8) - 1)
print(-torch.tensor([1, 2], dtype=torch.uint8))
print(torch.tensor([2**31 - 1], dtype=torch.int32) + 1)
print(torch.tensor([2**63 - 1]) + 1)
print(torch.tensor([100000], dtype=torch.int32) * 100000)
print(torch.tensor([200, 100], dtype=torch.uint8) * 2)
print(torch.tensor([200, 100], dtype=torch.uint8).sum())
