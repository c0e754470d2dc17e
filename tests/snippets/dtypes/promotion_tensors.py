# The result dtype of adding two tensors, for every pair.
import torch

names = ["bool", "uint8", "int32", "int64", "float16", "bfloat16", "float32", "float64"]
tensors = [torch.ones(1, dtype=getattr(torch, name)) for name in names]
print(" " * 9, *[f"{name:>8}" for name in names])
for name, a in zip(names, tensors):
    row = [str((a + b).dtype).removeprefix("torch.") for b in tensors]
    print(f"{name:>9}", *[f"{kind:>8}" for kind in row])
