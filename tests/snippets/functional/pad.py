# Padding with a constant, by reflection, replication and wrapping round.
import torch
import torch.nn.functional as F

x = torch.arange(1.0, 7.0).view(1, 2, 3)
print(F.pad(x, (1, 2)), F.pad(x, (1, 0, 0, 1), value=9.0))
for mode in ("reflect", "replicate", "circular"):
    print(mode, F.pad(x, (2, 1), mode=mode))
print(F.pad(x, (-1, 0)), F.pad(torch.tensor([1, 2]), (1, 1)))
for attempt in (lambda: F.pad(x, (3, 0), mode="reflect"), lambda: F.pad(x, (1,)),
                lambda: F.pad(x, (1, 1), mode="mirror")):
    try:
        attempt()
    except (RuntimeError, NotImplementedError) as error:
        print(type(error).__name__, error)
