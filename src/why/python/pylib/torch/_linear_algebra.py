"""`torch.linalg`, `torch.special` and `torch.fft`: native operations gathered under their names."""

import sys

import _torch


class LinAlgError(RuntimeError):
    """A matrix for which there is no answer."""


LinAlgError.__module__ = "torch._C"
LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"
_torch._register("LinAlgError", LinAlgError)


class _Namespace:
    def __init__(self, name, functions):
        self.__name__ = name
        self.__dict__.update(functions)

    def __getattr__(self, name):
        raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'")


linalg = _Namespace("torch.linalg", _torch._linalg)
linalg.LinAlgError = LinAlgError
special = _Namespace("torch.special", _torch._special)
fft = _Namespace("torch.fft", _torch._fourier)

# So that `import torch.fft` finds them.
for _space in (linalg, special, fft):
    sys.modules[_space.__name__] = _space
