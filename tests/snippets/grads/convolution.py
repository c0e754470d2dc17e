# Gradients of convolutions with respect to input, kernel and bias.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
def random(*shape):
    return torch.rand(*shape, dtype=torch.float64, requires_grad=True)

for name, function, inputs in [
    ("conv1d", lambda x, w, b: F.conv1d(x, w, b, stride=2, padding=1), (random(1, 2, 5), random(2, 2, 3), random(2))),
    ("conv2d", lambda x, w, b: F.conv2d(x, w, b, padding=1), (random(1, 2, 3, 3), random(2, 2, 3, 3), random(2))),
    ("groups", lambda x, w: F.conv2d(x, w, groups=2), (random(1, 2, 3, 3), random(2, 1, 2, 2))),
    ("dilation", lambda x, w: F.conv2d(x, w, dilation=2), (random(1, 1, 4, 4), random(1, 1, 2, 2))),
    ("transpose", lambda x, w: F.conv_transpose2d(x, w, stride=2), (random(1, 2, 2, 2), random(2, 1, 2, 2))),
]:
    grads = torch.autograd.grad((function(*inputs) ** 2).sum(), inputs)
    print(f"{name:9}", [f"{grad.sum().item():.4f}" for grad in grads], torch.autograd.gradcheck(function, inputs))
