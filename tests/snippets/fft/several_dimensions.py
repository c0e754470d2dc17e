# Transforms of several dimensions, which go the way back too.
import torch

torch.manual_seed(0)
x = torch.rand(3, 4, dtype=torch.double)
z = torch.rand(3, 4, dtype=torch.cdouble)
print(torch.fft.fft2(z), torch.fft.rfft2(x), torch.fft.fftn(z, s=(2, 2)), torch.fft.rfftn(x, dim=(0,)))
print(torch.fft.irfft2(z), torch.fft.hfft2(z, s=(2, 5)), torch.fft.irfftn(z, norm="ortho"))
print(torch.allclose(torch.fft.ifft2(torch.fft.fft2(z)), z), torch.allclose(torch.fft.irfft2(torch.fft.rfft2(x)), x))
print(torch.allclose(torch.fft.ifftn(torch.fft.fftn(z, dim=(0,)), dim=(0,)), z), torch.fft.fftshift(x).shape)
for wrong in [
    lambda: torch.fft.fft2(torch.ones(3)),
    lambda: torch.fft.fftn(x, s=(3, 3, 3)),
    lambda: torch.fft.fftn(x, dim=(0, 0)),
    lambda: torch.fft.fft2(x, s=(3,)),
    lambda: torch.fft.rfftn(z),
]:
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
