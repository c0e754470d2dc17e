# Gradients of batch, layer, group and instance norm against finite differences.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.rand(3, 4, 2, dtype=torch.float64, requires_grad=True)
w = torch.rand(4, dtype=torch.float64, requires_grad=True)
b = torch.rand(4, dtype=torch.float64, requires_grad=True)
zeros, ones = torch.zeros(4, dtype=torch.float64), torch.ones(4, dtype=torch.float64)
for name, function in {
    "batch train": lambda x, w, b: F.batch_norm(x, None, None, w, b, training=True),
    "batch eval": lambda x, w, b: F.batch_norm(x, zeros, ones, w, b),
    "layer": lambda x, w, b: F.layer_norm(x.transpose(1, 2), (4,), w, b),
    "group": lambda x, w, b: F.group_norm(x, 2, w, b), "instance": lambda x, w,
    b: F.instance_norm(x, weight=w, bias=b),
}.items():
    grads = torch.autograd.grad((function(x, w, b) ** 3).sum(), (x, w, b))
    print(f"{name:11}", [f"{grad.abs().sum().item():.4f}" for grad in grads],
          torch.autograd.gradcheck(function, (x, w, b)))
