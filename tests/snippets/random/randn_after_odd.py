# An odd count below 16 leaves a value behind for the next draw.
import torch

torch.manual_seed(0)
print(torch.randn(3), torch.randn(3))
torch.manual_seed(0)
print(torch.randn(6))
torch.manual_seed(0)
torch.randn(1)
print(torch.randn(16)[:3], torch.randn(1), torch.rand(1))
torch.manual_seed(0)
print(torch.randn(1), torch.rand(1), torch.randn(1))
