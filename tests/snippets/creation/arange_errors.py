# Impossible ranges and sizes.
import torch

attempts = [
    lambda: torch.arange(0, 5, -1),
    lambda: torch.arange(0, 5, 0),
    lambda: torch.arange(5, 0),
    lambda: torch.linspace(0, 1, -1),
    lambda: torch.zeros(-1),
    lambda: torch.zeros(2, -3),
    lambda: torch.eye(-2),
]
for attempt in attempts:
    try:
        print(attempt())
    except RuntimeError as error:
        print(error)
