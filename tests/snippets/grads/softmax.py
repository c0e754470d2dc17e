# Gradients of softmax, log_softmax and logsumexp.
import torch

x = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]], dtype=torch.float64, requires_grad=True)
w = torch.tensor([1.0, 0.0, -1.0], dtype=torch.float64)
for name, function in {
    "softmax": lambda x: x.softmax(1), "softmax 0": lambda x: x.softmax(0), "log_softmax": lambda x: x.log_softmax(1),
    "softmin": lambda x: torch.nn.functional.softmin(x, 1),
}.items():
    (grad,) = torch.autograd.grad((function(x) * w).sum(), x)
    print(name, [round(value, 4) + 0.0 for value in grad.flatten().tolist()], torch.autograd.gradcheck(function, (x,)))
