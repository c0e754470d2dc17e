# How small the derivative of each activation becomes away from zero.
import torch

for name, function in {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}.items():
    x = torch.tensor([-10.0, -2.0, 0.0, 2.0, 10.0], requires_grad=True)
    function(x).sum().backward()
    print(name, [f"{g:.2e}" for g in x.grad.tolist()])
