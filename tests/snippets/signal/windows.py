# Every window, symmetric and periodic, and the errors for lengths and types that do not fit.
import torch
from torch.signal import windows
from torch.signal.windows import gaussian, hann

for name in "bartlett blackman cosine hamming hann kaiser nuttall".split():
    f = getattr(windows, name)
    print(name, f(6), f(5, sym=False, dtype=torch.float64), f(0), f(1))
print(gaussian(5, std=0.9), hann(4, sym=False), windows.exponential(5, center=1, tau=0.5, sym=False))
print(windows.general_cosine(5, a=[0.46, 0.23, 0.31]), windows.general_hamming(5, alpha=0.6, sym=False))
for call in (
    lambda: windows.hann(-1),
    lambda: windows.cosine(3, dtype=torch.int64),
    lambda: windows.gaussian(3, std=0),
    lambda: windows.general_cosine(3, a=[]),
):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
