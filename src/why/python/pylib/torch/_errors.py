"""Errors that are classes of their own."""

import _torch


class LinAlgError(RuntimeError):
    """A matrix for which there is no answer."""


LinAlgError.__module__ = "torch._C"
LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"
_torch._register("LinAlgError", LinAlgError)
