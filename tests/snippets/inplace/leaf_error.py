# A leaf that requires a gradient refuses in-place changes.
import torch

w = torch.ones(2, requires_grad=True)
for name, attempt in {
    "add_": lambda: w.add_(1),
    "view": lambda: w[0].mul_(2),
    "zero_": lambda: w.zero_(),
    "setitem": lambda: w.__setitem__(0, 5.0),
    "view fill": lambda: w.view(2, 1).fill_(3.0),
}.items():
    try:
        attempt()
    except RuntimeError as error:
        print(name, "-", error)
print(w)
with torch.no_grad():
    w.add_(1)
    w[0] = 10
print(w)
