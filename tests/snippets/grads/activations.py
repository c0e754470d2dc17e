# Gradients of activations at negative, zero and positive inputs.
import torch
import torch.nn.functional as F

x = torch.tensor([-4.0, -3.0, -1.0, 0.0, 1.0, 3.0, 6.0], requires_grad=True)
for name in ("relu", "relu6", "leaky_relu", "elu", "selu", "celu", "gelu", "silu", "mish", "softplus", "softsign",
             "tanhshrink",
             "hardtanh", "hardsigmoid", "hardswish", "softshrink", "hardshrink", "logsigmoid", "sigmoid", "tanh"):
    (grad,) = torch.autograd.grad(getattr(F, name)(x).sum(), x)
    print(f"{name:11}", " ".join(f"{value:7.4f}" for value in grad.tolist()))
w = torch.tensor([0.25], requires_grad=True)
print(torch.autograd.grad(F.prelu(x, w).sum(), (x, w)))
