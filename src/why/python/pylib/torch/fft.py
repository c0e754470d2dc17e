"""`torch.fft`: native operations under their names."""

import _torch

globals().update(_torch._fourier)


def __getattr__(name):
    raise AttributeError(f"module 'torch.fft' has no attribute '{name}'")
