# Images made smaller with and without a filter, their nodes and gradients; other types.
import torch
import torch.nn.functional as F

x = torch.arange(36.0).reshape(1, 1, 6, 6).requires_grad_()
for mode in ("nearest", "nearest-exact", "bilinear", "bicubic", "area"):
    y = F.interpolate(x, size=(2, 4), mode=mode)
    (grad,) = torch.autograd.grad((y**2).sum(), x)
    print(mode, type(y.grad_fn).__name__, y.detach(), grad.sum())
for mode in ("bilinear", "bicubic", "lanczos"):
    y = F.interpolate(x, scale_factor=0.5, mode=mode, antialias=True)
    print(mode, type(y.grad_fn).__name__, y.detach())
print(F.interpolate(x.byte(), size=2), F.upsample(x, scale_factor=2).shape, F.upsample_bilinear(x, size=2))
for call in (
    lambda: F.interpolate(x, size=2, mode="lanczos"), lambda: F.interpolate(x, size=2, antialias=True),
    lambda: F.interpolate(x.long(), size=2), lambda: F.interpolate(x[:, :0], size=2), lambda: F.interpolate(x, size=(2.5, 1)),
):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
