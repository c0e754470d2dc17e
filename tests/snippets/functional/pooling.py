# Pooling functions, and unpooling with the places of the maxima.
import torch
import torch.nn.functional as F

x = torch.tensor([[[[1.0, 5.0, 2.0, 0.0], [3.0, 4.0, 8.0, 1.0]]]])
y, places = F.max_pool2d(x, 2, return_indices=True)
print(y, places, F.max_unpool2d(y, places, 2))
print(F.avg_pool2d(x, (2, 1)), F.max_pool1d(x[0, 0, :1], 3, stride=1), F.lp_pool2d(x, 2, 2))
print(F.adaptive_max_pool1d(x[0, 0], 2), F.adaptive_avg_pool2d(x, (1, 2)), F.avg_pool1d(x[0], 2, ceil_mode=True))
