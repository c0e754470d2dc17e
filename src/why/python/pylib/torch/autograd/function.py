"""Functions with a backward of their own: subclasses of `Function`."""

import _torch
from _torch import Tensor


class FunctionCtx:
    """What a function keeps from its forward for its backward."""

    def __init__(self):
        self._saved = ()
        self.needs_input_grad = ()
        self._materialize = True
        self._dirty = ()
        self._constant = ()

    def save_for_backward(self, *tensors):
        self._saved = tensors
        self._versions = [t._version if isinstance(t, Tensor) else None for t in tensors]

    @property
    def saved_tensors(self):
        for tensor, version in zip(self._saved, getattr(self, "_versions", ())):
            if version is not None and tensor._version != version:
                raise RuntimeError(
                    "one of the variables needed for gradient computation has been modified by an inplace operation"
                )
        return tuple(self._saved)

    saved_variables = saved_tensors

    def mark_dirty(self, *tensors):
        self._dirty = tensors

    def mark_non_differentiable(self, *tensors):
        self._constant = tensors

    def set_materialize_grads(self, value):
        self._materialize = value


class Function:
    """Subclasses give static methods `forward(ctx, ...)` and `backward(ctx, *grads)`, and are called by `apply`."""

    @staticmethod
    def forward(*args, **kwargs):
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def setup_context(ctx, inputs, output):
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx, *grads):
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom autograd.Function to use it with "
            "backward mode AD."
        )

    @classmethod
    def apply(cls, *args, **kwargs):
        ctx = FunctionCtx()
        tensors = [arg for arg in args if isinstance(arg, Tensor)]
        ctx.needs_input_grad = tuple(isinstance(arg, Tensor) and arg.requires_grad for arg in args)
        recording = _torch.is_grad_enabled() and any(ctx.needs_input_grad)
        before = _torch._set_grad_enabled(False)
        try:
            if cls.setup_context is not Function.setup_context:
                output = cls.forward(*args, **kwargs)
                cls.setup_context(ctx, args, output)
            else:
                output = cls.forward(ctx, *args, **kwargs)
        finally:
            _torch._set_grad_enabled(before)
        if not recording:
            return output
        single = not isinstance(output, tuple)
        outputs = [output] if single else list(output)
        for i, out in enumerate(outputs):
            # A result that is an argument becomes a tensor of its own, or its history would be overwritten.
            if any(out is t for t in tensors) and not any(out is t for t in ctx._dirty):
                outputs[i] = out.detach()
        tracked = [
            out if isinstance(out, Tensor) and not any(out is c for c in ctx._constant) else None for out in outputs
        ]
        shapes = [(out.shape, out.dtype) if out is not None else None for out in tracked]

        def backward(grads):
            grads = list(grads) + [None] * (len(shapes) - len(grads))
            if ctx._materialize:
                import torch

                grads = [
                    torch.zeros(shape[0], dtype=shape[1]) if grad is None and shape else grad
                    for grad, shape in zip(grads, shapes)
                ]
            given = cls.backward(ctx, *grads)
            given = given if isinstance(given, tuple) else (given,)
            if len(given) != len(args) and any(g is not None for g in given[len(args):]):
                raise RuntimeError(
                    f"function {cls.__name__}Backward returned an incorrect number of gradients "
                    f"(expected {len(args)}, got {len(given)})"
                )
            if len(given) < len(args):
                raise RuntimeError(
                    f"function {cls.__name__}Backward returned an incorrect number of gradients "
                    f"(expected {len(args)}, got {len(given)})"
                )
            return [g for g, arg in zip(given, args) if isinstance(arg, Tensor)]

        _torch._custom(cls.__name__ + "Backward", tensors, tracked, backward)
        return outputs[0] if single else tuple(outputs)


def once_differentiable(function):
    """For a backward that is not to be differentiated again."""

    def inside(ctx, *args):
        before = _torch._set_grad_enabled(False)
        try:
            return function(ctx, *args)
        finally:
            _torch._set_grad_enabled(before)

    return inside
