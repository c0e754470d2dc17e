# Results of inference_mode stay outside of autograd for good.
import torch

w = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    y = w * 2
    print(y.requires_grad, y.is_inference(), torch.is_inference_mode_enabled())
print(y, torch.is_inference_mode_enabled(), w.is_inference())
try:
    (w * y).sum().backward()
except RuntimeError as error:
    print(error)
try:
    y.requires_grad_()
    y.add_(1)
except RuntimeError as error:
    print(error)
