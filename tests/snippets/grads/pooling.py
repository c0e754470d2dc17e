# Gradients of pooling: ties go to the first maximum.
import torch
import torch.nn.functional as F

x = torch.tensor([[[[1.0, 1.0, 2.0, 0.0], [1.0, 1.0, 2.0, 5.0], [3.0, 0.0, 4.0, 4.0], [3.0, 9.0, 4.0, 4.0]]]],
                 requires_grad=True)
for name, function in {
    "max": lambda x: F.max_pool2d(x, 2), "overlap": lambda x: F.max_pool2d(x, 2, stride=1),
    "avg": lambda x: F.avg_pool2d(x, 2),
    "avg pad": lambda x: F.avg_pool2d(x, 3, padding=1, stride=2),
    "adaptive avg": lambda x: F.adaptive_avg_pool2d(x, 3),
    "adaptive max": lambda x: F.adaptive_max_pool2d(x, 1),
}.items():
    (grad,) = torch.autograd.grad(function(x).sum(), x)
    print(name, grad[0, 0], sep="\n")
