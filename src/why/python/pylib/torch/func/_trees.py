"""Nested tuples, lists and dictionaries of tensors, taken apart and put together again."""

import torch


def flatten(value):
    """The leaves, and what puts as many others in their place."""
    if isinstance(value, (tuple, list)):
        parts = [flatten(one) for one in value]
        leaves = [leaf for part, _ in parts for leaf in part]
        return leaves, (value, [(len(part), build) for part, build in parts], None)
    if isinstance(value, dict):
        keys = list(value)
        parts = [flatten(value[key]) for key in keys]
        leaves = [leaf for part, _ in parts for leaf in part]
        return leaves, (value, [(len(part), build) for part, build in parts], keys)
    return [value], None


def unflatten(leaves, build):
    leaves = list(leaves)
    if build is None:
        return leaves[0]
    value, parts, keys = build
    children, at = [], 0
    for count, inner in parts:
        children.append(unflatten(leaves[at : at + count], inner))
        at += count
    if keys is not None:
        return type(value)(zip(keys, children)) if type(value) is not dict else dict(zip(keys, children))
    if hasattr(value, "_fields"):
        return type(value)(*children)
    return type(value)(children)


def map_tensors(function, value):
    leaves, build = flatten(value)
    return unflatten([function(leaf) if isinstance(leaf, torch.Tensor) else leaf for leaf in leaves], build)


def tensors(value):
    return [leaf for leaf in flatten(value)[0] if isinstance(leaf, torch.Tensor)]
