"""`torch.special`: native operations under their names."""

import _torch

globals().update(_torch._special)


def __getattr__(name):
    raise AttributeError(f"module 'torch.special' has no attribute '{name}'")
