"""Differentiation in levels: each transform starts a graph of its own, inside of the one around it."""

import _torch
import torch

from . import _trees


def fresh(value, leaves):
    """The inputs as the beginning of a graph; inside of another one, as part of that. New leaves are added to `leaves`."""

    def start(tensor):
        if tensor.requires_grad:
            return tensor.view_as(tensor)
        leaf = tensor.detach()
        if leaf.dtype.is_floating_point:
            leaf.requires_grad_()
            leaves.append(leaf)
        return leaf

    return _trees.map_tensors(start, value)


def finished(value, leaves, recording):
    """The results without the graph of this level: cut off unless they depend on something outside of it."""

    def end(tensor):
        if not tensor.requires_grad:
            return tensor
        if recording and _torch._depends_on_others([tensor], leaves):
            return tensor
        return tensor.detach()

    return _trees.map_tensors(end, value)


def checked_inputs(args, argnums, name):
    """The arguments that are differentiated, by their positions."""
    if isinstance(argnums, int):
        if not -len(args) <= argnums < len(args):
            raise RuntimeError(f"Got argnum={argnums}, but only {len(args)} positional inputs")
        return args[argnums]
    if not isinstance(argnums, tuple):
        raise RuntimeError(f"argnums must be int or Tuple[int, ...], got: {type(argnums)}")
    if not argnums:
        raise RuntimeError("argnums must be non-empty")
    for argnum in argnums:
        if not isinstance(argnum, int):
            raise RuntimeError(f"argnums must be int or Tuple[int, ...], got: {type(argnum)}")
        if not -len(args) <= argnum < len(args):
            raise RuntimeError(f"Got argnum={argnum}, but only {len(args)} positional inputs")
    places = [argnum % len(args) for argnum in argnums]
    if len(set(places)) < len(places):
        raise RuntimeError(f"argnums elements must be unique, got {argnums}")
    return tuple(args[argnum] for argnum in argnums)


def replaced(args, argnums, values):
    args = list(args)
    if isinstance(argnums, int):
        args[argnums] = values
    else:
        for argnum, value in zip(argnums, values):
            args[argnum] = value
    return args


def gradients(outputs, inputs, weights):
    """The gradients of tensors with respect to the tensors of a structure; 0 where they do not depend on it."""
    wanted = [tensor for tensor in _trees.tensors(inputs)]
    graph = [(out, weight) for out, weight in zip(outputs, weights) if out.requires_grad]
    trained = [tensor for tensor in wanted if tensor.requires_grad]
    found = [None] * len(trained)
    if graph and trained:
        found = torch.autograd.grad(
            [out for out, _ in graph], trained, [weight for _, weight in graph], create_graph=True, allow_unused=True
        )
    found = iter(found)
    filled = []
    for tensor in wanted:
        gradient = next(found) if tensor.requires_grad else None
        filled.append(torch.zeros_like(tensor) if gradient is None else gradient)
    filled = iter(filled)
    return _trees.map_tensors(lambda tensor: next(filled), inputs)
