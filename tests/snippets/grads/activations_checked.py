# The same against finite differences, away from the corners.
import torch
import torch.nn.functional as F

x = torch.tensor([-3.3, -0.7, 0.2, 0.9, 2.4], dtype=torch.float64, requires_grad=True)
for name in ("relu", "relu6", "leaky_relu", "elu", "selu", "celu", "gelu", "silu", "mish", "softplus", "softsign",
             "tanhshrink",
             "hardtanh", "hardsigmoid", "hardswish", "softshrink", "hardshrink", "logsigmoid"):
    print(name, torch.autograd.gradcheck(getattr(F, name), (x,)))
print("tanh gelu", torch.autograd.gradcheck(lambda x: F.gelu(x, approximate="tanh"), (x,)))
print("glu", torch.autograd.gradcheck(F.glu, (x[:4].detach().requires_grad_(),)))
