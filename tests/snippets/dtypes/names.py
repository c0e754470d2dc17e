# dtypes have names, aliases and properties.
import torch

print(torch.float32, torch.float is torch.float32, torch.double is torch.float64)
print(torch.long is torch.int64, torch.int is torch.int32, torch.half is torch.float16)
print(torch.float32 == torch.float64, torch.float32.is_floating_point, torch.uint8.itemsize)
print(repr(torch.bool), str(torch.uint8), f"{torch.bfloat16}")
print({torch.float32: "single"}[torch.float])
print(torch.float16.itemsize, torch.int64.is_signed, torch.uint8.is_signed)
