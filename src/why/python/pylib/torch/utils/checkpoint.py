"""Checkpointing: forget what a part of a network computed, and compute it again when its gradient is needed."""

import warnings

import torch


class CheckpointFunction(torch.autograd.Function):
    """Runs a function without keeping its graph; its backward pass runs it again and goes back through the new one."""

    @staticmethod
    def forward(ctx, function, preserve_rng_state, with_grad, *args):
        ctx.function = function
        ctx.rng_state = torch.get_rng_state() if preserve_rng_state else None
        ctx.inputs = [None if isinstance(arg, torch.Tensor) else arg for arg in args]
        ctx.places = [place for place, arg in enumerate(args) if isinstance(arg, torch.Tensor)]
        ctx.save_for_backward(*(args[place] for place in ctx.places))
        with torch.set_grad_enabled(with_grad):
            outputs = function(*args)
        if not with_grad:
            return outputs
        # Parameters that the function brings along count too: what it returns says whether a gradient is wanted.
        several = outputs if isinstance(outputs, tuple) else (outputs,)
        plain = tuple(value.detach() if isinstance(value, torch.Tensor) else value for value in several)
        wanted = [isinstance(value, torch.Tensor) and value.requires_grad for value in several]
        ctx.mark_non_differentiable(
            *(value for value, want in zip(plain, wanted) if not want and isinstance(value, torch.Tensor))
        )
        return plain if isinstance(outputs, tuple) else plain[0]

    @staticmethod
    def backward(ctx, *grads):
        inputs = list(ctx.inputs)
        for place, tensor in zip(ctx.places, ctx.saved_tensors):
            inputs[place] = tensor.detach()
            inputs[place].requires_grad = tensor.requires_grad
        outside = torch.get_rng_state()
        if ctx.rng_state is not None:
            torch.set_rng_state(ctx.rng_state)
        try:
            with torch.enable_grad():
                outputs = ctx.function(*inputs)
        finally:
            if ctx.rng_state is not None:
                torch.set_rng_state(outside)
        outputs = (outputs,) if isinstance(outputs, torch.Tensor) else outputs
        pairs = [
            (output, grad)
            for output, grad in zip(outputs, grads)
            if isinstance(output, torch.Tensor) and output.requires_grad
        ]
        if not pairs:
            raise RuntimeError("none of output has requires_grad=True, this checkpoint() is not necessary")
        torch.autograd.backward([output for output, _ in pairs], [grad for _, grad in pairs])
        return (None, None, None, *(value.grad if isinstance(value, torch.Tensor) else None for value in inputs))


def checkpoint(function, *args, use_reentrant=None, preserve_rng_state=True, **kwargs):
    """Calls the function now, and once more in the backward pass, instead of keeping its intermediate results."""
    if use_reentrant is None:
        _warn_unspecified("torch.utils.checkpoint", "calling checkpoint without use_reentrant will raise an exception")
        use_reentrant = True
    if not use_reentrant:
        if not torch.is_grad_enabled():
            return function(*args, **kwargs)
        # The anchor requires a gradient, so that the backward pass comes by even if no argument does.
        anchor = torch.zeros(0, requires_grad=True)
        return CheckpointFunction.apply(
            lambda anchor, *args: function(*args, **kwargs), preserve_rng_state, True, anchor, *args
        )
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    if torch.is_grad_enabled() and not any(isinstance(arg, torch.Tensor) and arg.requires_grad for arg in args):
        warnings.warn(
            "None of the inputs have requires_grad=True. Gradients will be None", stacklevel=2
        )
    return CheckpointFunction.apply(function, preserve_rng_state, False, *args)


def checkpoint_sequential(functions, segments, input, use_reentrant=None, preserve_rng_state=True, **kwargs):
    """Calls functions one after the other in so many segments, each but the last of which is checkpointed."""
    if use_reentrant is None:
        _warn_unspecified(
            "torch.utils.checkpoint.checkpoint_sequential",
            "we will raise an exception if use_reentrant is not passed",
        )
        use_reentrant = True
    if kwargs:
        raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
    functions = list(functions.children()) if isinstance(functions, torch.nn.Sequential) else list(functions)

    def segment(start, end):
        def run(value):
            for function in functions[start:end]:
                value = function(value)
            return value

        return run

    size = len(functions) // segments
    last = size * (segments - 1)
    for start in range(0, last, size):
        input = checkpoint(
            segment(start, start + size), input, use_reentrant=use_reentrant, preserve_rng_state=preserve_rng_state
        )
    return segment(last, len(functions))(input)


def _warn_unspecified(where, what):
    warnings.warn(
        f"{where}: the use_reentrant parameter should be passed explicitly. In a future release, {what}. "
        "use_reentrant=False is recommended, but if you need to preserve the current default behavior, you can pass "
        "use_reentrant=True. Refer to docs for more details on the differences between the two variants.",
        stacklevel=3,
    )
