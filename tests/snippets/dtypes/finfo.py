# The limits of each dtype.
import torch

for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
    info = torch.finfo(dtype)
    print(dtype, info.bits, info.eps, info.max, info.min, info.tiny)
for dtype in (torch.uint8, torch.int32, torch.int64):
    info = torch.iinfo(dtype)
    print(dtype, info.bits, info.min, info.max)
