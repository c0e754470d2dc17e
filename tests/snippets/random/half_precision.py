# float16 and bfloat16 draws.
import torch

torch.manual_seed(0)
print(torch.rand(4, dtype=torch.float16))
print(torch.rand(4, dtype=torch.bfloat16))
print(torch.randn(3, dtype=torch.float16))
print(torch.randn(3, dtype=torch.bfloat16))
