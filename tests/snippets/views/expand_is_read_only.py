# An expanded tensor has one memory cell for many elements: writing is refused.
import torch

x = torch.tensor([1.0, 2.0]).expand(3, 2)
for name, attempt in {
    "add_": lambda: x.add_(1),
    "zero_": lambda: x.zero_(),
    "copy_": lambda: x.copy_(torch.ones(3, 2)),
}.items():
    try:
        attempt()
        print(name, "worked:", x)
    except RuntimeError as error:
        print(name, "-", error)
y = x.clone()
y.add_(1)
print(y, x)
