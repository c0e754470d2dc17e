# Transforms of one dimension, of real and complex numbers, with sizes and scalings.
import torch

x = torch.tensor([1.0, 2.0, -1.0, 3.0])
z = torch.tensor([1 + 1j, 2, -1j, 0.5])
print(torch.fft.fft(x), torch.fft.ifft(x), torch.fft.rfft(x), torch.fft.fft(z), torch.fft.ifft(z))
print(torch.fft.fft(x, n=6, norm="ortho"), torch.fft.rfft(x, n=3), torch.fft.ihfft(x), torch.fft.fft(z, norm="forward"))
print(torch.fft.irfft(torch.fft.rfft(x)), torch.fft.hfft(z, n=4), torch.fft.fft(torch.arange(4)).dtype)
print(torch.fft.fftfreq(5), torch.fft.rfftfreq(4, 0.5), torch.fft.fftshift(torch.arange(5)), torch.fft.ifftshift(torch.arange(6).reshape(2, 3)))
long = torch.arange(97, dtype=torch.double).sin()
print(torch.allclose(torch.fft.ifft(torch.fft.fft(long)).real, long), torch.fft.fft(long)[[1, 40, 96]])
for wrong in [
    lambda: torch.fft.fft(x, n=0),
    lambda: torch.fft.fft(x, dim=3),
    lambda: torch.fft.fft(torch.tensor(1.0)),
    lambda: torch.fft.fft(x, norm="foo"),
    lambda: torch.fft.rfft(z),
    lambda: torch.fft.fft(torch.ones(2, dtype=torch.half)),
]:
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
