# Padding of other types, by negative widths, and what is refused.
import torch
import torch.nn.functional as F

x = torch.arange(1, 7).reshape(1, 2, 3)
print(F.pad(x, (1, -1)), F.pad(x, (1, 0, 0, 1), value=2.7), F.pad(x > 3, (0, 2), value=1), F.pad(x, (-1, 2), "circular"))
print(F.pad(x, (2, 1), "reflect"), F.pad(x, (1, 2), "replicate"), F.pad(x.half(), (1, 1, 1, 1), "reflect"))
calls = [
    lambda: F.pad(x, (1,)), lambda: F.pad(x, 1), lambda: F.pad(x, (1.5, 1)), lambda: F.pad(x, (1,) * 8), lambda: F.pad(x, (-2, -2)),
    lambda: F.pad(x, (3, 0), "reflect"), lambda: F.pad(x, (4, 0), "circular"), lambda: F.pad(x, (-2, -1), "replicate"),
    lambda: F.pad(x, (1, 1), "mirror"), lambda: F.pad(x, (1, 1), "reflect", 1), lambda: F.pad(x, (1,) * 6, "reflect"),
    lambda: F.pad(x > 3, (1, 1), "reflect"), lambda: F.pad(x[:, :, :0], (1, 1), "replicate"),
]
for call in calls:
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
for mode in ("constant", "reflect", "replicate", "circular"):
    y = torch.rand(2, 3, 4, requires_grad=True)
    out = F.pad(y, (2, 1), mode)
    out.sum().backward()
    print(mode, type(out.grad_fn).__name__, y.grad[0, 0])
