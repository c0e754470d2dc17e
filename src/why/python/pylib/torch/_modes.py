"""Switches for recording: context managers that are decorators as well."""

import functools

import _torch


class _Switch:
    """Sets a mode inside a `with` block or a decorated function, and puts it back."""

    def __call__(self, function):
        @functools.wraps(function)
        def inside(*args, **kwargs):
            with self._again():
                return function(*args, **kwargs)

        return inside

    def _again(self):
        return type(self)()


class _Grad(_Switch):
    enabled = True

    def __new__(cls, function=None):
        self = object.__new__(cls)
        return self(function) if callable(function) else self

    def __enter__(self):
        self.before = _torch._set_grad_enabled(self.enabled)

    def __exit__(self, *details):
        _torch._set_grad_enabled(self.before)


class no_grad(_Grad):
    """Nothing is recorded inside: `with torch.no_grad():`."""

    enabled = False


class enable_grad(_Grad):
    """Operations are recorded inside, even within `no_grad`."""


class set_grad_enabled(_Switch):
    """Records or not, from the call on; as a context manager, until its end."""

    def __init__(self, mode):
        self.mode = mode
        self.before = _torch._set_grad_enabled(mode)

    def __call__(self, function):
        _torch._set_grad_enabled(self.before)
        return super().__call__(function)

    def _again(self):
        return set_grad_enabled(self.mode)

    def __enter__(self):
        _torch._set_grad_enabled(self.mode)

    def __exit__(self, *details):
        _torch._set_grad_enabled(self.before)


class inference_mode(_Switch):
    """As `no_grad`; what is made inside can never be recorded."""

    def __new__(cls, mode=True):
        if callable(mode):
            return cls()(mode)
        self = object.__new__(cls)
        self.mode = mode
        return self

    def __init__(self, mode=True):
        pass

    def _again(self):
        return inference_mode(self.mode)

    def __enter__(self):
        self.before = (_torch._set_grad_enabled(not self.mode), _torch._set_inference(self.mode))

    def __exit__(self, *details):
        grad, inference = self.before
        _torch._set_grad_enabled(grad)
        _torch._set_inference(inference)
