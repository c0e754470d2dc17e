# Parts, pairs and conjugates are views: what is stored through them is seen in the tensor.
import torch

z = torch.arange(4.0).reshape(2, 2) + 1j
z.real[0] = torch.tensor([7.0, 8.0])
z.imag = torch.full((2, 2), -2.0)
print(z)
pairs = torch.view_as_real(z)
pairs[1, 1, 0] = 100
c = z.conj()
c[0, 0] = 5 + 5j
print(z, c.is_conj(), c.imag.is_neg(), c.resolve_conj().is_conj())
print(c.imag, c.imag.resolve_neg().is_neg(), pairs.shape, pairs.stride(), z.stride())
print(torch.view_as_complex(torch.ones(3, 2)), z.view(torch.float32).shape)
print(z.mH, z.H, z.adjoint().shape, torch.cat([z, z.real]), z.flip(0), z[[1, 0], [0, 1]])
for wrong in [lambda: torch.view_as_real(c), lambda: torch.view_as_complex(torch.ones(3)), lambda: torch.ones(2).imag]:
    try:
        wrong()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
