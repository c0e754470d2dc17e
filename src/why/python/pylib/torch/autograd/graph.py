"""The graph itself: nodes and their hooks, edges, and what saved tensors are kept as."""

import contextlib
from collections import namedtuple

import _torch
import torch
from _torch import Node, Tensor
from torch.utils.hooks import RemovableHandle


class _NodeHandle:
    """Takes a node's hook off again."""

    def __init__(self, node, number):
        self.node, self.id = node, number

    def remove(self):
        self.node._remove_hook(self.id)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.remove()


def _register_hook(self, fn):
    """Calls `fn(grad_inputs, grad_outputs)` after the node ran; a tuple it returns replaces `grad_inputs`."""
    return _NodeHandle(self, self._register_hook(fn))


def _register_prehook(self, fn):
    """Calls `fn(grad_outputs)` before the node runs; a tuple it returns replaces them."""
    return _NodeHandle(self, self._register_prehook(fn))


_torch._extend_node("register_hook", _register_hook)
_torch._extend_node("register_prehook", _register_prehook)


class GradientEdge(namedtuple("GradientEdge", "node output_nr ownership_token", defaults=(None,))):
    """Where a gradient flows to: the `output_nr`-th result of a node."""


def get_gradient_edge(tensor):
    """The edge of the graph at which the gradient of `tensor` is computed."""
    if not tensor.requires_grad:
        raise RuntimeError("It is not possible to get the gradient edge for a Tensor that does not require gradients")
    return GradientEdge(*_torch._edge(tensor))


def as_tensor(value):
    """A tensor for an edge, so that both can be given to `backward` and `grad`."""
    return _torch._stand_in(value.node, value.output_nr) if isinstance(value, GradientEdge) else value


def increment_version(tensor):
    """Has tensors pass as changed in place."""
    for one in (tensor,) if isinstance(tensor, Tensor) else tensor:
        one._increment_version()


def queue_callback(fn):
    """Has `fn()` called when the backward pass that is running ends."""
    _torch._queue_callback(fn)


_disabled = []


class saved_tensors_hooks:
    """Tensors that are saved inside for backward are kept as what `pack_hook` makes of them."""

    def __init__(self, pack_hook, unpack_hook):
        self.pack_hook, self.unpack_hook = pack_hook, unpack_hook

    def __enter__(self):
        if _disabled:
            raise RuntimeError(_disabled[-1])
        _torch._push_packing(self.pack_hook, self.unpack_hook)
        _packings.append((self.pack_hook, self.unpack_hook))

    def __exit__(self, *details):
        _torch._pop_packing()
        _packings.pop()


_packings = []


def packing():
    """The pair of hooks in force, or None."""
    return _packings[-1] if _packings else None


class save_on_cpu(saved_tensors_hooks):
    """Keeps saved tensors in the main memory, where all of them are here."""

    def __init__(self, pin_memory=False, device_type="cuda"):
        super().__init__(lambda tensor: (tensor.device, tensor.cpu()), lambda packed: packed[1].to(packed[0]))


@contextlib.contextmanager
def disable_saved_tensors_hooks(error_message):
    """Using `saved_tensors_hooks` inside is an error with this message."""
    _disabled.append(error_message)
    try:
        yield
    finally:
        _disabled.pop()


class _AllowMutation:
    def __init__(self):
        self.cloned, self.original = {}, {}

    def clear(self):
        self.cloned.clear()
        self.original.clear()


@contextlib.contextmanager
def allow_mutation_on_saved_tensors():
    """Tensors that are saved for backward may be changed in place inside: what is saved is a copy."""
    with saved_tensors_hooks(lambda tensor: tensor.detach().clone(), lambda kept: kept):
        yield _AllowMutation()


class _MultiHandle:
    def __init__(self, handles):
        self.handles = tuple(handles)

    def remove(self):
        for handle in self.handles:
            handle.remove()

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.remove()


def register_multi_grad_hook(tensors, fn, *, mode="all"):
    """Calls `fn` once in a backward pass: when all gradients of `tensors` are there, or with the first of them."""
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    tensors = tuple(tensors)
    if mode == "any":
        state = {"ran": False}

        def reset():
            state["ran"] = False

        def first(grad):
            if not state["ran"]:
                state["ran"] = True
                queue_callback(reset)
                fn(grad)

        return _MultiHandle(t.register_hook(first) for t in tensors if t.requires_grad)
    state = {"count": 0, "grads": [None] * len(tensors), "expected": None}

    def finished():
        state["count"], state["grads"], state["expected"] = 0, [None] * len(tensors), None

    def hook_of(place):
        def inner(grad):
            if not state["count"]:
                queue_callback(finished)
            state["count"] += 1
            state["grads"][place] = grad
            if state["count"] == sum(1 for t in tensors if t.requires_grad):
                fn(list(state["grads"]))

        return inner

    return _MultiHandle(t.register_hook(hook_of(place)) for place, t in enumerate(tensors) if t.requires_grad)


def set_warn_on_accumulate_grad_stream_mismatch(enabled):
    """Accepted; there are no streams."""


def set_override_stale_capture_stream(enabled):
    """Accepted; there are no streams."""


def node_creation_hook(*args, **kwargs):
    raise NotImplementedError("torch.autograd.graph.node_creation_hook is not supported here")


def region_activation_memory_budget(*args, **kwargs):
    raise NotImplementedError("torch.autograd.graph.region_activation_memory_budget is not supported here")
