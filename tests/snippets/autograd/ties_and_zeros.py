# Gradients where the derivative is not defined.
import torch
import torch.nn.functional as F

def grad(function, values):
    x = torch.tensor(values, requires_grad=True)
    function(x).sum().backward()
    return x.grad

print("relu", grad(F.relu, [-1.0, 0.0, 1.0]))
print("abs", grad(torch.abs, [-1.0, 0.0, 1.0]))
print("max", grad(torch.max, [2.0, 2.0, 1.0]))
print("max dim", grad(lambda x: x.max(0).values, [2.0, 2.0, 1.0]))
print("amax", grad(lambda x: x.amax(0), [2.0, 2.0, 1.0]))
print("clamp", grad(lambda x: x.clamp(0, 1), [-0.5, 0.0, 0.5, 1.0, 1.5]))
print("norm", grad(lambda x: x.norm(), [0.0, 0.0]))
print("sqrt", grad(torch.sqrt, [0.0, 4.0]))
print("pow 2", grad(lambda x: x ** 2, [0.0, 3.0]))
print("pow 0", grad(lambda x: x ** 0, [0.0, 3.0]))
print("pow .5", grad(lambda x: x ** 0.5, [0.0]))
print("maximum", grad(lambda x: torch.maximum(x, torch.tensor(1.0)), [0.0, 1.0, 2.0]))
print("leaky", grad(lambda x: F.leaky_relu(x, 0.1), [-1.0, 0.0, 1.0]))
print("hardtanh", grad(F.hardtanh, [-1.0, 0.0, 1.0]))
print("prod", grad(torch.prod, [0.0, 2.0, 3.0]), grad(torch.prod, [0.0, 0.0, 3.0]))
