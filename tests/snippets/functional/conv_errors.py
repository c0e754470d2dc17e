# Shapes that convolution refuses.
import torch
import torch.nn.functional as F

x = torch.zeros(1, 3, 5, 5)
for attempt in (
    lambda: F.conv2d(x, torch.zeros(2, 1, 3, 3)),
    lambda: F.conv2d(x, torch.zeros(2, 3, 7, 7)),
    lambda: F.conv2d(torch.zeros(5, 5), torch.zeros(2, 3, 3, 3)),
    lambda: F.conv2d(x, torch.zeros(2, 3, 3, 3), bias=torch.zeros(3)),
    lambda: F.conv2d(x, torch.zeros(2, 3, 3, 3), stride=0),
    lambda: F.max_pool2d(torch.zeros(1, 1, 1, 1), 2),
    lambda: F.avg_pool2d(torch.zeros(5), 2),
    lambda: F.max_pool2d(torch.zeros(1, 1, 4, 4), 2, padding=2),
):
    try:
        print(attempt().shape)
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, "-", error)
