# What poolings refuse, and how they say so.
import torch
import torch.nn.functional as F

x = torch.zeros(1, 2, 6, 6)
calls = [
    lambda: F.max_pool2d(x, 7), lambda: F.max_pool2d(x, 2, padding=2), lambda: F.max_pool2d(x, 2, 0),
    lambda: F.max_pool2d(x, (2, 2, 2)), lambda: F.max_pool2d(x, 0, 1), lambda: F.max_pool2d(x[0, 0], 2),
    lambda: F.max_pool2d(x, 2, dilation=0), lambda: F.max_pool2d(x > 0, 2), lambda: F.max_pool2d(x, 2.5),
    lambda: F.max_pool1d(x[0, 0], 7), lambda: F.max_pool1d(x, 2), lambda: F.max_pool1d(x[0].long(), 2),
    lambda: F.avg_pool2d(x, 2, divisor_override=0), lambda: F.avg_pool2d(x.int(), 2), lambda: F.avg_pool1d(x[0], (2, 2)),
    lambda: F.avg_pool3d(x, (1, 7, 1)), lambda: F.avg_pool3d(x.half(), 1), lambda: F.avg_pool2d(x[0, 0], 2),
    lambda: F.adaptive_avg_pool2d(x, (1, 2, 3)), lambda: F.adaptive_avg_pool2d(x, -1), lambda: F.adaptive_max_pool3d(x, (1, 2)),
    lambda: F.adaptive_max_pool2d(x[:, :, :0], 2), lambda: F.adaptive_avg_pool1d(x, 2), lambda: F.adaptive_avg_pool2d(x, None),
    lambda: F.max_unpool2d(x, x.long() + 400, 2), lambda: F.fractional_max_pool2d(x, 2, 6), lambda: F.lp_pool2d(x, 0, 2),
]
for call in calls:
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
