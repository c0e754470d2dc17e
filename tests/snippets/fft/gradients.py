# Gradients of the transforms: of real inputs real, of half a transform what stands for two counts twice.
import torch

for name in ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]:
    for n in [4, 6]:
        x = torch.tensor([1.0, 2.0, -1.0, 0.5], dtype=torch.double, requires_grad=True)
        y = getattr(torch.fft, name)(x, n=n)
        flat = torch.view_as_real(y.resolve_conj()).flatten() if y.is_complex() else y
        (flat * torch.arange(1.0, 1 + flat.numel())).sum().backward()
        print(name, n, y.grad_fn.name(), [round(g, 4) + 0.0 for g in x.grad.tolist()])
z = torch.tensor([[1 + 1j, 2, 1j], [0.5, 1, 3 - 1j]], dtype=torch.cdouble, requires_grad=True)
torch.fft.fft2(z).abs().sum().backward()
print(z.grad)
