# Gradients of real results with respect to complex numbers: those of both parts, as one number.
import torch

z = torch.tensor([1 + 2j, -0.5 + 1j], dtype=torch.cdouble, requires_grad=True)
for name, f in {
    "abs": lambda: z.abs().sum(),
    "angle": lambda: z.angle().sum(),
    "real": lambda: (z * z).real.sum(),
    "imag": lambda: (z.exp() / (z + 1)).imag.sum(),
    "pow": lambda: (z**3 + 2**z).abs().sum(),
    "pairs": lambda: torch.view_as_real(z.conj() * z[0]).sin().sum(),
    "matmul": lambda: (torch.outer(z, z) @ z).abs().sum(),
    "sgn": lambda: z.sgn().real.sum(),
    "polar": lambda: torch.polar(z.real, z.imag).real.sum(),
    "fft": lambda: torch.fft.fft(z, n=3).abs().sum(),
    "irfft": lambda: torch.fft.irfft(z, n=3).sin().sum(),
}.items():
    (grad,) = torch.autograd.grad(f(), z)
    print(name, grad)
x = torch.tensor([1.0, 2.0], requires_grad=True)
(x * (1 + 2j)).abs().sum().backward()
print(x.grad, (x * 1j), z.conj(), z.real, torch.fft.rfft(x), torch.cat([z, z]), z.sum(), z.conj().resolve_conj())
try:
    z.sum().backward()
except RuntimeError as error:
    print(error)
