# Second derivatives by double backward, and against finite differences.
import torch
import torch.nn.functional as F

x = torch.tensor([0.3, 0.8], dtype=torch.float64, requires_grad=True)
for name, function in {
    "cube": lambda x: x ** 3, "exp": torch.exp, "log": torch.log, "sin": torch.sin, "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": F.softplus, "1/x": lambda x: 1 / x, "sqrt": torch.sqrt, "softmax": lambda x: x.softmax(0),
    "relu": F.relu,
    "product": lambda x: x[0] * x[1] ** 2, "norm": torch.norm, "logsumexp": lambda x: x.logsumexp(0), "gelu": F.gelu,
}.items():
    (first,) = torch.autograd.grad((function(x) ** 2).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    print(f"{name:9}", [round(value, 4) + 0.0 for value in second.tolist()],
          torch.autograd.gradgradcheck(function, (x,)))
