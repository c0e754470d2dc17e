# Gradients of gradients of poolings, their nodes, and ties: the first of equal elements gets all.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
calls = {
    "max": lambda x: F.max_pool2d(x, 2, 1, padding=1), "mean": lambda x: F.avg_pool2d(x, 2, 1, 1, True, False),
    "adaptive mean": lambda x: F.adaptive_avg_pool2d(x, 3), "adaptive max": lambda x: F.adaptive_max_pool2d(x, 2),
    "power": lambda x: F.lp_pool2d(x, 3, 2),
    "mean 3-D": lambda x: F.avg_pool3d(x, (1, 2, 2)), "max 3-D": lambda x: F.max_pool3d(x, (1, 2, 2)),
    "fractional": lambda x: F.fractional_max_pool2d(x, 2, 3, _random_samples=torch.full((1, 1, 2), 0.4)),
    "unpool": lambda x: F.max_unpool2d(*F.max_pool2d(x, 2, return_indices=True), 2),
}
for name, call in calls.items():
    x = torch.rand(1, 1, 4, 4, requires_grad=True)
    y = call(x)
    (grad,) = torch.autograd.grad((y**3).sum(), x, create_graph=True)
    (twice,) = torch.autograd.grad((grad**2).sum(), x)
    print(name, type(y.grad_fn).__name__, type(grad.grad_fn).__name__, grad.sum().item(), twice.sum().item())
x = torch.ones(1, 4, 4, requires_grad=True)
F.max_pool2d(x, 3, 1, 1).sum().backward()
print(x.grad)
