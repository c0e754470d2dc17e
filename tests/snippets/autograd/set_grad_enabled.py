# set_grad_enabled switches recording by a condition, as a function or a context.
import torch

w = torch.ones(1, requires_grad=True)
for training in (True, False):
    with torch.set_grad_enabled(training):
        print(training, (w * 2).requires_grad)
torch.set_grad_enabled(False)
print((w * 2).requires_grad, torch.is_grad_enabled())
torch.set_grad_enabled(True)
print((w * 2).requires_grad)
