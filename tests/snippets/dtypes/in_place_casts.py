# An in-place operation must not change the kind of the result.
import torch

whole = torch.tensor([1, 2, 3])
for name, attempt in {
    "add_ float": lambda: whole.add_(1.5),
    "/=": lambda: whole.div_(2),
    "copy_": lambda: whole.copy_(torch.tensor([1.9, 2.9, -3.9])),
    "mul_ int": lambda: whole.mul_(2),
}.items():
    try:
        print(name, attempt())
    except RuntimeError as error:
        print(name, "-", error)
single = torch.ones(2)
single += torch.tensor([1, 2], dtype=torch.float64)
print(single, single.dtype)
