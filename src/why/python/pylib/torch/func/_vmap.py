"""`vmap`: a function of one example becomes one of a batch. Here each example is computed by itself and the results are stacked."""

import functools

import torch

from . import _trees

_RANDOM = (
    "vmap: called random operation while in randomness error mode. Please either use the 'same' or 'different' "
    "randomness flags on vmap or perform the randomness operation out of vmap"
)


def _name(func):
    return getattr(func, "__name__", repr(func))


def _dims(in_dims, value, func, path_value=None):
    """One dimension, or None, for each leaf of the arguments."""
    leaves, _ = _trees.flatten(value)
    if in_dims is None or isinstance(in_dims, int):
        return [in_dims if isinstance(leaf, torch.Tensor) or in_dims is None else in_dims for leaf in leaves]
    if isinstance(in_dims, (tuple, list)):
        if not isinstance(value, (tuple, list)) or len(value) != len(in_dims):
            raise ValueError(
                f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>): in_dims is not compatible with the structure "
                "of `inputs`."
            )
        return [dim for each, part in zip(in_dims, value) for dim in _dims(each, part, func)]
    if isinstance(in_dims, dict):
        return [dim for key, part in value.items() for dim in _dims(in_dims[key], part, func)]
    raise ValueError(
        f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>): expected `in_dims` to be int or a (potentially nested) "
        f"tuple matching the structure of inputs, got: {type(in_dims)}."
    )


def vmap(func, in_dims=0, out_dims=0, randomness="error", *, chunk_size=None):
    """A function that maps `func` over a dimension of its arguments."""
    if randomness not in ("error", "different", "same"):
        raise RuntimeError(f"Only allowed values for randomness are 'error', 'different', or 'same'. Got {randomness}")
    if randomness == "different":
        raise NotImplementedError("torch.vmap(randomness='different') is not supported here")
    if not (chunk_size is None or chunk_size > 0):
        raise ValueError(f"vmap: chunk_size should be None or greater than 0. (got {chunk_size})")

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        if not isinstance(in_dims, (int, tuple)):
            raise ValueError(
                f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>): expected `in_dims` to be int or a (potentially "
                f"nested) tuple matching the structure of inputs, got: {type(in_dims)}."
            )
        if not args:
            raise ValueError(
                f"vmap({_name(func)})(<inputs>): got no inputs. Maybe you forgot to add inputs, or you are trying to "
                "vmap over a function with no inputs. The latter is unsupported."
            )
        leaves, build = _trees.flatten(args)
        dims = _dims(in_dims, args, func)
        options, options_build = _trees.flatten(kwargs)
        size = _batch_size(leaves, dims, func, in_dims, options)
        mapped = [_Leaf(leaf, dim) for leaf, dim in zip(leaves, dims)]
        named = [_Leaf(leaf, 0 if isinstance(leaf, torch.Tensor) else None) for leaf in options]

        def call(place):
            given = _trees.unflatten([leaf.at(place) for leaf in mapped], build)
            return func(*given, **_trees.unflatten([leaf.at(place) for leaf in named], options_build))

        return _stacked(_results(call, size, randomness), out_dims, func)

    return wrapped


class _Leaf:
    """An argument, and its parts along a dimension."""

    def __init__(self, value, dim):
        self.value = value
        self.parts = None if dim is None else value.unbind(dim)

    def at(self, place):
        return self.value if self.parts is None else self.parts[place]


def _batch_size(leaves, dims, func, in_dims, options):
    sizes = []
    for leaf, dim in zip(leaves, dims):
        if dim is None:
            continue
        if not isinstance(leaf, torch.Tensor):
            raise ValueError(
                f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>): Got in_dim={dim} for an input but the input is "
                f"of type {type(leaf)}. We cannot vmap over non-Tensor arguments, please use None as the respective "
                "in_dim"
            )
        if not -leaf.dim() <= dim < leaf.dim():
            raise ValueError(
                f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>): Got in_dim={dim} for some input, but that input "
                f"is a Tensor of dimensionality {leaf.dim()} so expected in_dim to satisfy -{leaf.dim()} <= in_dim < "
                f"{leaf.dim()}."
            )
        sizes.append(leaf.size(dim))
    sizes += [leaf.size(0) for leaf in options if isinstance(leaf, torch.Tensor) and leaf.dim()]
    if not sizes:
        raise ValueError("vmap: Expected at least one Tensor to vmap over")
    if any(size != sizes[0] for size in sizes):
        raise ValueError(
            f"vmap: Expected all tensors to have the same size in the mapped dimension, got sizes {sizes} for the mapped "
            "dimension"
        )
    return sizes[0]


def _results(call, size, randomness):
    if not size:
        raise NotImplementedError("torch.vmap over a dimension of size 0 is not supported here")
    results = []
    before = torch.get_rng_state()
    for place in range(size):
        if place and randomness == "same":
            torch.set_rng_state(before)
        results.append(call(place))
        if randomness == "error" and not torch.equal(torch.get_rng_state(), before):
            torch.set_rng_state(before)
            raise RuntimeError(_RANDOM)
    return results


def _stacked(results, out_dims, func):
    parts = [_trees.flatten(result) for result in results]
    build = parts[0][1]
    columns = list(zip(*(leaves for leaves, _ in parts)))
    for column in columns:
        if not isinstance(column[0], torch.Tensor):
            raise ValueError(
                f"vmap({_name(func)}, ...): `{_name(func)}` must only return Tensors, got type {type(column[0])}. "
                "Did you mean to set out_dims= to None for output?"
            )
    if isinstance(out_dims, int) or out_dims is None:
        dims = [out_dims] * len(columns)
    else:
        dims = _trees.flatten(out_dims)[0]
        if len(dims) == 1:
            dims = dims * len(columns)
        if len(dims) != len(columns):
            raise ValueError(
                f"vmap({_name(func)}, ..., out_dims={out_dims}): out_dims is not compatible with the structure of "
                f"`outputs`."
            )
    stacked = [column[0] if dim is None else torch.stack(column, dim) for column, dim in zip(columns, dims)]
    return _trees.unflatten(stacked, build)
