# The windows under torch's own names, which are periodic unless told otherwise.
import torch

for name in "bartlett_window hamming_window hann_window kaiser_window".split():
    f = getattr(torch, name)
    print(name, f(5), f(5, False), f(4, periodic=False, dtype=torch.float64), f(0), f(1))
print(torch.hamming_window(5, True, 0.6), torch.hamming_window(5, True, 0.6, 0.3), torch.kaiser_window(5, True, 5.0))
print(torch.hann_window(5, requires_grad=True), torch.blackman_window(6).sum())
for call in (lambda: torch.hann_window(-1), lambda: torch.hann_window(3, dtype=torch.int64)):
    try:
        call()
    except RuntimeError as error:
        print(error)
