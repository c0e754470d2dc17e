# A Python number changes the dtype only when it is of a higher kind.
import torch

names = ["bool", "uint8", "int32", "int64", "float16", "bfloat16", "float32", "float64"]
for name in names:
    x = torch.ones(1, dtype=getattr(torch, name))
    results = [x + True, x + 1, x + 1.5, x * 2, x * 2.0, x / 2]
    print(f"{name:>9}", *[str(result.dtype).removeprefix("torch.") for result in results])
