# Indices out of range and too many indices.
import torch

x = torch.zeros(2, 3)
attempts = {
    "x[2]": lambda: x[2],
    "x[0, -4]": lambda: x[0, -4],
    "x[0, 0, 0]": lambda: x[0, 0, 0],
    "x[tensor]": lambda: x[torch.tensor([0, 5])],
    "0-d": lambda: torch.tensor(1)[0],
    "mask": lambda: x[torch.tensor([True, False, True])],
    "shapes": lambda: x[torch.tensor([0, 1]), torch.tensor([0, 1, 2])],
    "x['a']": lambda: x["a"],
    "step": lambda: x[::-1],
    "float": lambda: x[1.0],
}
for name, attempt in attempts.items():
    try:
        print(name, attempt())
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
