"""Gradients: `backward`, `grad`, and functions with a backward of their own."""

import _lazily
import _torch
from _torch import Tensor
from torch._modes import enable_grad, inference_mode, no_grad, set_grad_enabled
from torch.autograd import graph
from torch.autograd.function import Function
from torch.autograd.graph import GradientEdge, as_tensor


def _as_list(value):
    """A list of tensors; edges of the graph become tensors in their place."""
    if isinstance(value, (Tensor, GradientEdge)) or value is None:
        value = [value]
    return [as_tensor(one) for one in value]


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
    outputs, inputs = _as_list(outputs), _as_list(inputs)
    grads = _as_list(grad_outputs) if grad_outputs is not None else [None] * len(outputs)
    if is_grads_batched:
        return _batched(outputs, inputs, grads, retain_graph, create_graph, allow_unused, materialize_grads)
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


def _batched(outputs, inputs, grads, retain_graph, create_graph, allow_unused, materialize_grads):
    """The gradients for each row of `grads`, stacked."""
    import torch

    count = next(len(g) for g in grads if g is not None)
    rows = []
    for place in range(count):
        keep = True if place + 1 < count else retain_graph
        row = [None if g is None else g[place] for g in grads]
        rows.append(grad(outputs, inputs, row, keep, create_graph, True, allow_unused, False, materialize_grads))
    return tuple(None if column[0] is None else torch.stack(column) for column in zip(*rows))


_HOMES = _lazily.homes(
    anomaly_mode="detect_anomaly set_detect_anomaly",
    grad_mode=(
        "enforce_grad_layout_policy is_multithreading_enabled is_view_replay_enabled set_multithreading_enabled"
    ),
    gradcheck="gradcheck gradgradcheck",
    variable="Variable",
)

__getattr__, __dir__ = _lazily.parts(globals(), _HOMES, ("anomaly_mode", "forward_ad", "functional", "grad_mode"))
