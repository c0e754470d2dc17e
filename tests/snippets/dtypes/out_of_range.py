# Values that do not fit.
import torch

for attempt in (
    lambda: torch.tensor([300], dtype=torch.uint8),
    lambda: torch.tensor([-1], dtype=torch.uint8),
    lambda: torch.tensor([2**40], dtype=torch.int32),
    lambda: torch.tensor([2**64]),
    lambda: torch.full((2,), 300, dtype=torch.uint8),
    lambda: torch.zeros(2, dtype=torch.uint8) + 300,
    lambda: torch.tensor([1e300]),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, "-", error)
