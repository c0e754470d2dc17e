# Suffixes for dtypes other than the default ones.
import torch

for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int32, torch.int64, torch.uint8,
              torch.bool):
    print(torch.tensor([1, 0, 1], dtype=dtype), torch.tensor(1, dtype=dtype))
print(torch.tensor([0.1, 1.5], dtype=torch.float16), torch.tensor([0.1, 1.5], dtype=torch.bfloat16))
print(torch.tensor([1 / 3], dtype=torch.float64), torch.arange(1001, dtype=torch.int32))
