# Wide matrices wrap their rows; narrow ones do not.
import torch

print(torch.arange(60.0).view(2, 30) / 7)
print((torch.arange(24.0) * 1234.5).view(2, 12))
print(torch.arange(24).view(2, 12) * 10**7)
