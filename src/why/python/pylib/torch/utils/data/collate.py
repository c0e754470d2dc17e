"""Makes one batch of a list of samples: tensors are stacked, numbers become tensors, containers are gone into."""

import copy
import sys

import torch


def default_collate(batch):
    """Samples of one kind become one batch of the same kind, but for tuples, which become lists."""
    first = batch[0]
    if isinstance(first, torch.Tensor):
        return torch.stack(batch, 0)
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(first, numpy.ndarray):
        return default_collate([torch.as_tensor(sample) for sample in batch])
    if numpy is not None and isinstance(first, (numpy.bool_, numpy.number)):
        return torch.as_tensor(batch)
    if isinstance(first, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(first, int):
        return torch.tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, dict):
        return _rebuilt(first, {key: default_collate([sample[key] for sample in batch]) for key in first})
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*(default_collate(column) for column in zip(*batch)))
    if isinstance(first, (list, tuple)):
        if any(len(sample) != len(first) for sample in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        columns = [default_collate(column) for column in zip(*batch)]
        return columns if isinstance(first, tuple) else _rebuilt(first, columns)
    raise TypeError(
        "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found " + str(type(first))
    )


def default_convert(data):
    """A single sample with its NumPy arrays and numbers as tensors: what is done where nothing is batched."""
    numpy = sys.modules.get("numpy")
    if isinstance(data, torch.Tensor):
        return data
    if numpy is not None and isinstance(data, (numpy.ndarray, numpy.bool_, numpy.number)):
        return torch.as_tensor(data)
    if isinstance(data, dict):
        return _rebuilt(data, {key: default_convert(value) for key, value in data.items()})
    if isinstance(data, tuple) and hasattr(data, "_fields"):
        return type(data)(*(default_convert(value) for value in data))
    if isinstance(data, (list, tuple)):
        values = [default_convert(value) for value in data]
        return values if isinstance(data, tuple) else _rebuilt(data, values)
    return data


def _rebuilt(original, content):
    """The content in a container of the original's class."""
    if type(original) in (dict, list):
        return content
    rebuilt = copy.copy(original)
    if isinstance(rebuilt, dict):
        rebuilt.update(content)
    else:
        rebuilt[:] = content
    return rebuilt
