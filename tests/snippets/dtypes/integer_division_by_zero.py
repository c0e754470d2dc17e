# Integers cannot be divided by zero with // or %.
import torch

for name, attempt in {
    "//": lambda: torch.tensor([1, 2]) // 0,
    "%": lambda: torch.tensor([1, 2]) % torch.tensor([1, 0]),
    "trunc": lambda: torch.div(torch.tensor([4]), torch.tensor([0]), rounding_mode="trunc"),
}.items():
    try:
        print(name, attempt())
    except RuntimeError as error:
        print(name, error)
print(torch.tensor([1, -1, 0]) / 0)
