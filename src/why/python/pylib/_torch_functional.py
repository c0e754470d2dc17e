"""The native operations that `torch.nn.functional` has, under their own names."""

import _torch

globals().update(_torch._functional)


def __getattr__(name):
    """What is missing says so when it is called, and not before: others can be used meanwhile."""
    if name.startswith("__"):
        raise AttributeError(name)

    def missing(*args, **kwargs):
        raise NotImplementedError(f"torch.nn.functional.{name} is not supported here")

    missing.__name__ = name
    return missing
