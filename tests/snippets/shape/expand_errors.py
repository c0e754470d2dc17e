# What expand, repeat and squeeze refuse.
import torch

x = torch.zeros(2, 1)
for attempt in (
    lambda: x.expand(3, 4),
    lambda: x.expand(4),
    lambda: x.expand(-1, 2, 2),
    lambda: x.repeat(2),
    lambda: x.unsqueeze(3),
    lambda: x.squeeze(2),
    lambda: x.flatten(1, 0),
    lambda: x.narrow(0, 1, 2),
    lambda: torch.zeros(6).unflatten(0, (4, 2)),
):
    try:
        print(attempt().shape)
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, "-", error)
