# Windows that hang over the end, are spread out, count their padding or not, or are divided by something else.
import torch
import torch.nn.functional as F

x = torch.arange(1.0, 31.0).reshape(1, 5, 6)
print(F.max_pool2d(x, 2, 2, ceil_mode=True), F.max_pool2d(x, 2, 1, dilation=(2, 3)))
print(F.avg_pool2d(x, 3, 2, 1), F.avg_pool2d(x, 3, 2, 1, count_include_pad=False))
print(F.avg_pool2d(x, 2, ceil_mode=True), F.avg_pool2d(x, 2, divisor_override=3))
print(F.adaptive_avg_pool2d(x, (3, None)), F.adaptive_max_pool2d(x, (None, 4), return_indices=True)[1])
cube = x.reshape(1, 1, 5, 2, 3)
print(F.max_pool3d(cube, (2, 1, 2), return_indices=True), F.avg_pool3d(cube, (3, 2, 2), 1, (1, 0, 0)))
print(F.max_pool2d(x.long(), 3), F.avg_pool2d(-x.long(), 2), F.max_pool2d(x.half(), (2, 6)))
nans = torch.tensor([[[1.0, float("nan"), 2.0, 5.0], [float("inf"), 3.0, -float("inf"), 7.0]]])
print(F.max_pool2d(nans, 2, return_indices=True), F.max_pool1d(torch.full((1, 4), -float("inf")), 2))
print(torch.max_pool1d(x, 3), torch.avg_pool1d(x, 2, 2), torch.adaptive_max_pool1d(x, 1))
