"""Modules without initial values."""

import inspect

import torch

from ..modules.module import Module


def skip_init(module_cls, *args, **kwargs):
    """A module whose parameters are not drawn: the random numbers after it are those of a program without it."""
    if not issubclass(module_cls, Module):
        raise RuntimeError(f"Expected a Module; got {module_cls}")
    if "device" not in inspect.signature(module_cls).parameters:
        raise RuntimeError("Module must support a 'device' arg to skip initialization")
    state = torch.get_rng_state()
    try:
        return module_cls(*args, **kwargs)
    finally:
        torch.set_rng_state(state)
