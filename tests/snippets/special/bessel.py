# Bessel functions, modified and scaled ones, and the Airy function, with gradients where PyTorch has them.
import torch

S = torch.special
x = torch.tensor([0.0, 0.5, 1.5, 3.0, 12.0], requires_grad=True)
names = "bessel_j0 bessel_j1 i0 i0e i1 i1e modified_bessel_i0 modified_bessel_i1"
for name in names.split():
    y = getattr(S, name)(x)
    (slope,) = torch.autograd.grad(y.sum(), x)
    print(name, y, slope)
p = torch.tensor([0.3, 1.0, 4.0], dtype=torch.float64, requires_grad=True)
for name in "bessel_y0 bessel_y1 modified_bessel_k0 modified_bessel_k1".split():
    y = getattr(S, name)(p)
    print(name, y, torch.autograd.grad(y.sum(), p)[0])
z = torch.tensor([-4.0, -1.0, 0.0, 1.0, 2.5])
print(S.airy_ai(z), S.spherical_bessel_j0(z))
print(S.scaled_modified_bessel_k0(z), S.scaled_modified_bessel_k1(z))
try:
    S.bessel_j0(z.half())
except NotImplementedError as error:
    print(error)
