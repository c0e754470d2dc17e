# Shape, size, dim, numel, dtype, device and friends.
import torch

x = torch.zeros(2, 3, 4)
print(x.shape, x.size(), x.size(1), x.size(-1), x.shape[0])
print(x.dim(), x.ndim, x.numel(), len(x), x.nelement())
print(x.dtype, x.device, x.layout, x.is_cuda, x.requires_grad)
print(x.element_size(), x.is_floating_point(), torch.arange(2).is_floating_point())
print(x.shape == (2, 3, 4), x.shape + (5,), x.shape.numel(), list(x.shape))
batch, *rest = x.shape
print(batch, rest)
print(torch.is_floating_point(x), x.is_complex(), x.is_signed(), x.nbytes)
