# Functions of complex numbers, with sums, products and powers.
import torch

z = torch.tensor([0.5 + 1j, -1.5 + 0.25j, 2 - 1j], dtype=torch.cdouble)
for name in "exp log log2 log10 log1p expm1 sqrt rsqrt reciprocal square sin cos tan asin acos atan sinh cosh tanh".split():
    print(name, getattr(torch, name)(z))
for name in "asinh acosh atanh sigmoid".split():
    print(name, getattr(torch, name)(z))
print(z**2, z**0.5, z ** (1 + 1j), 2**z, z**z)
print(z.sum(), z.mean(), z.prod(), z.cumsum(0), z.cumprod(0), z.var(), z.std(), z.norm())
print(z / (1 - 1j), 1 / z, z - 2j, 3j - z, -z, torch.lerp(z, z * z, 0.5), torch.addcmul(z, z, z, value=1j))
print(torch.where(z.real > 0, z, 0), z.masked_fill(z.real < 0, 1j), torch.nonzero(z - z[0]), z.isfinite().all())
