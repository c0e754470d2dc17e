"""Gradients: `backward`, `grad`, and functions with a backward of their own."""

import _torch
from _torch import Tensor
from torch._modes import enable_grad, inference_mode, no_grad, set_grad_enabled
from torch.autograd.function import Function

Variable = Tensor


def _as_list(value):
    return [value] if isinstance(value, Tensor) or value is None else list(value)


def backward(
    tensors, grad_tensors=None, retain_graph=None, create_graph=False, grad_variables=None, inputs=None
):
    """Adds the gradients of `tensors` to the `.grad` of the leaves (or of `inputs` only)."""
    tensors = _as_list(tensors)
    grads = _as_list(grad_tensors) if grad_tensors is not None else [None] * len(tensors)
    if retain_graph is None:
        retain_graph = create_graph
    if inputs is not None:
        inputs = _as_list(inputs)
        if not inputs:
            raise RuntimeError("`inputs` argument to `backward()` cannot be empty.")
    _torch._backward(tensors, grads, inputs, retain_graph, create_graph, inputs is not None)


def grad(
    outputs,
    inputs,
    grad_outputs=None,
    retain_graph=None,
    create_graph=False,
    only_inputs=True,
    allow_unused=None,
    is_grads_batched=False,
    materialize_grads=False,
):
    """The gradients of `outputs` with respect to `inputs`, as a tuple; no `.grad` is touched."""
    if is_grads_batched:
        raise NotImplementedError("torch.autograd.grad(is_grads_batched=True) is not supported here")
    outputs, inputs = _as_list(outputs), _as_list(inputs)
    grads = _as_list(grad_outputs) if grad_outputs is not None else [None] * len(outputs)
    if retain_graph is None:
        retain_graph = create_graph
    if allow_unused is None:
        allow_unused = materialize_grads
    found = _torch._backward(outputs, grads, inputs, retain_graph, create_graph)
    if materialize_grads:
        import torch

        found = tuple(torch.zeros_like(x) if g is None else g for g, x in zip(found, inputs))
    if not allow_unused:
        for i, gradient in enumerate(found):
            if gradient is None:
                raise RuntimeError(
                    f"The differentiated Tensor at index {i} appears to not have been used in the graph. "
                    "Set allow_unused=True if this is the desired behavior."
                )
    return found


class set_detect_anomaly:
    """Accepted; backward's errors name what was changed in any case."""

    def __init__(self, mode, check_nan=True):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


class detect_anomaly(set_detect_anomaly):
    def __init__(self, check_nan=True):
        pass


from torch.autograd import functional
from torch.autograd.gradcheck import gradcheck, gradgradcheck
