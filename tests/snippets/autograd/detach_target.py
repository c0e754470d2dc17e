# A target network: the target is detached, so only the prediction learns.
import torch

w = torch.tensor(0.5, requires_grad=True)
for target in (w * 2 + 1, (w * 2 + 1).detach()):
    (grad,) = torch.autograd.grad((w - target) ** 2, w)
    print(target, grad)
