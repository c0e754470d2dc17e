# What cat and stack refuse.
import torch

for attempt in (
    lambda: torch.cat([torch.zeros(2, 3), torch.zeros(2, 2)]),
    lambda: torch.cat([torch.zeros(2), torch.zeros(2, 2)]),
    lambda: torch.stack([torch.zeros(2), torch.zeros(3)]),
    lambda: torch.cat([]),
    lambda: torch.stack([]),
    lambda: torch.cat([torch.zeros(2), torch.zeros(2)], dim=1),
    lambda: torch.cat([torch.tensor(1), torch.tensor(2)]),
    lambda: torch.cat(torch.zeros(2), torch.zeros(2)),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, "-", str(error).splitlines()[0])
