"""Modules that hold others, in a row or by name, and the same for parameters."""

from collections import OrderedDict

import torch

from ..parameter import Parameter
from ._sequence import ModuleSequence, absolute_index
from .module import Module, _indented, _typename


class Sequential(ModuleSequence):
    """Layers applied one after the other: `Sequential(a, b)(x)` is `b(a(x))`.

    An `OrderedDict` gives the layers names instead of numbers.
    """

    def __init__(self, *args):
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for index, module in enumerate(args):
                self.add_module(str(index), module)

    def forward(self, input):
        for module in self._modules.values():
            input = module(input)
        return input

    def _slice(self, index):
        return type(self)(OrderedDict(list(self._modules.items())[index]))

    def __add__(self, other):
        self._check_addable(other)
        return Sequential(*self, *other)

    def __iadd__(self, other):
        self._check_addable(other)
        return self.extend(list(other))

    def _check_addable(self, other):
        if not isinstance(other, Sequential):
            raise ValueError(f"add operator supports only objects of Sequential class, but {type(other)} is given.")

    def __mul__(self, times):
        self._check_factor(times)
        return Sequential(*list(self) * times)

    __rmul__ = __mul__

    def __imul__(self, times):
        self._check_factor(times)
        return self.extend(list(self) * (times - 1))

    def _check_factor(self, times):
        if not isinstance(times, int):
            raise TypeError(f"unsupported operand type(s) for *: {type(self)} and {type(times)}")
        if times <= 0:
            raise ValueError(f"Non-positive multiplication factor {times} for {type(self)}")

    def insert(self, index, module):
        """Puts a layer before the one at `index`."""
        if not isinstance(module, Module):
            raise AssertionError(f"module should be of type: {Module}")
        if not -len(self) <= index <= len(self):
            raise IndexError(f"Index out of range: {index}")
        self._insert(index + len(self) if index < 0 else index, module)
        return self

    def extend(self, sequential):
        """Adds every layer of another sequence at the end."""
        for module in sequential:
            self.append(module)
        return self


class ModuleList(ModuleSequence):
    """A list of modules, which `parameters()` finds, unlike those in a Python list. What they compute you say."""

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self += modules

    def _slice(self, index):
        return type(self)(list(self._modules.values())[index])

    def __add__(self, other):
        combined = ModuleList()
        for index, module in enumerate([*self, *other]):
            combined.add_module(str(index), module)
        return combined

    def __iadd__(self, modules):
        return self.extend(modules)

    def insert(self, index, module):
        """Puts a module before the one at `index`."""
        self._insert(index, module)

    def extend(self, modules):
        """Adds every module of an iterable at the end."""
        if not hasattr(modules, "__iter__"):
            raise TypeError(
                f"ModuleList.extend should be called with an iterable, but got {type(modules).__name__}"
            )
        for module in list(modules):
            self.append(module)
        return self

    def __repr__(self):
        """Equal neighbours are shown once: `(0-3): 4 x Linear(...)`."""
        runs = []
        for index, text in enumerate(map(repr, self)):
            if runs and runs[-1][2] == text:
                runs[-1][1] = index
            else:
                runs.append([index, index, text])
        if not runs:
            return f"{self._get_name()}()"
        lines = []
        for first, last, text in runs:
            shown = f"({first}): {text}" if first == last else f"({first}-{last}): {last - first + 1} x {text}"
            lines.append(_indented(shown))
        return f"{self._get_name()}(\n  " + "\n  ".join(lines) + "\n)"


class ModuleDict(Module):
    """Modules by name, in the order in which they were added."""

    def __init__(self, modules=None):
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key):
        return self._modules[key]

    def __setitem__(self, key, module):
        self.add_module(key, module)

    def __delitem__(self, key):
        if key not in self._modules:
            raise KeyError(key)
        delattr(self, key)

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules)

    def __contains__(self, key):
        return key in self._modules

    def clear(self):
        """Removes every module."""
        for key in list(self._modules):
            del self[key]

    def pop(self, key):
        """Removes a module and returns it."""
        module = self[key]
        del self[key]
        return module

    def keys(self):
        """The names."""
        return self._modules.keys()

    def items(self):
        """Pairs of name and module."""
        return self._modules.items()

    def values(self):
        """The modules."""
        return self._modules.values()

    def update(self, modules):
        """Adds or replaces the modules of a mapping, or of an iterable of pairs."""
        if not hasattr(modules, "__iter__"):
            raise TypeError(
                "ModuleDict.update should be called with an iterable of key/value pairs, "
                f"but got {type(modules).__name__}"
            )
        for key, module in _pairs(modules, "ModuleDict"):
            self[key] = module


def _pairs(entries, owner):
    """The pairs of a mapping or of an iterable of pairs, checked."""
    if hasattr(entries, "items"):
        yield from entries.items()
        return
    for place, entry in enumerate(entries):
        if not hasattr(entry, "__iter__"):
            raise TypeError(f"{owner} update sequence element #{place} should be Iterable; is{type(entry).__name__}")
        if len(entry) != 2:
            raise ValueError(f"{owner} update sequence element #{place} has length {len(entry)}; 2 is required")
        yield entry[0], entry[1]


def _described(tensor, kind):
    """A line such as `Parameter containing: [torch.float32 of size 2x3]`."""
    size = "x".join(str(length) for length in tensor.size())
    return f"{'Parameter' if isinstance(tensor, Parameter) else 'Tensor'} containing: [{kind} of size {size}]"


class ParameterList(Module):
    """A list of parameters, which `parameters()` finds; tensors that are added become parameters."""

    def __init__(self, values=None):
        super().__init__()
        self._size = 0
        if values is not None:
            self += values

    def __getitem__(self, index):
        if isinstance(index, slice):
            return type(self)([self[place] for place in range(*index.indices(len(self)))])
        return getattr(self, str(absolute_index(index, len(self))))

    def __setitem__(self, index, value):
        if isinstance(value, torch.Tensor) and not isinstance(value, Parameter):
            value = Parameter(value)
        setattr(self, str(absolute_index(index, len(self))), value)

    def __len__(self):
        return self._size

    def __iter__(self):
        return iter([self[index] for index in range(len(self))])

    def __iadd__(self, values):
        return self.extend(values)

    def append(self, value):
        """Adds a value at the end."""
        self._size += 1
        self[-1] = value
        return self

    def extend(self, values):
        """Adds every value of an iterable at the end."""
        if isinstance(values, torch.Tensor) or not hasattr(values, "__iter__"):
            raise TypeError(
                f"ParameterList.extend should be called with an iterable, but got {type(values).__name__}"
            )
        for value in values:
            self.append(value)
        return self

    def extra_repr(self):
        lines = []
        for index, value in enumerate(self):
            if isinstance(value, torch.Tensor):
                lines.append(f"  ({index}): {_described(value, value.dtype)}")
            else:
                lines.append(f"  ({index}): Object of type: {type(value).__name__}")
        return "\n".join(lines)

    def __call__(self, *args, **kwargs):
        raise RuntimeError("ParameterList should not be called.")


class ParameterDict(Module):
    """Parameters by name, in the order in which they were added; tensors that are added become parameters."""

    def __init__(self, parameters=None):
        super().__init__()
        self._keys = {}
        if parameters is not None:
            self.update(parameters)

    def _checked(self, key):
        if not isinstance(key, str):
            raise TypeError(
                "Index given to ParameterDict cannot be used as a key as it is not a string "
                f"(type is '{type(key).__name__}'). Open an issue on github if you need non-string keys."
            )
        return key

    def __getitem__(self, key):
        return getattr(self, self._checked(key))

    def __setitem__(self, key, value):
        self._keys[key] = None
        if isinstance(value, torch.Tensor) and not isinstance(value, Parameter):
            value = Parameter(value)
        setattr(self, self._checked(key), value)

    def __delitem__(self, key):
        del self._keys[key]
        delattr(self, self._checked(key))

    def __len__(self):
        return len(self._keys)

    def __iter__(self):
        return iter(self._keys)

    def __reversed__(self):
        return reversed(list(self._keys))

    def __contains__(self, key):
        return key in self._keys

    def copy(self):
        """Another dictionary of the same parameters."""
        return ParameterDict(OrderedDict((key, self[key]) for key in self._keys))

    def setdefault(self, key, default=None):
        """The value of a key, after setting it if it was not there."""
        if key not in self:
            self[key] = default
        return self[key]

    def clear(self):
        """Removes every entry."""
        for key in list(self._keys):
            del self[key]

    def pop(self, key):
        """Removes an entry and returns its value."""
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        """Removes the last entry and returns it."""
        key = list(self._keys)[-1]
        return key, self.pop(key)

    def get(self, key, default=None):
        """The value of a key, or `default`."""
        return self[key] if key in self else default

    def fromkeys(self, keys, default=None):
        """A new dictionary with these keys and one value."""
        return ParameterDict([(key, default) for key in keys])

    def keys(self):
        """The names."""
        return self._keys.keys()

    def items(self):
        """Pairs of name and parameter."""
        return ((key, self[key]) for key in self._keys)

    def values(self):
        """The parameters."""
        return (self[key] for key in self._keys)

    def update(self, parameters):
        """Adds or replaces the entries of a mapping (a plain dict's in alphabetical order), or of pairs."""
        if not hasattr(parameters, "__iter__"):
            raise TypeError(
                "ParametersDict.update should be called with an iterable of key/value pairs, "
                f"but got {type(parameters).__name__}"
            )
        if isinstance(parameters, dict) and not isinstance(parameters, OrderedDict):
            parameters = sorted(parameters.items())
        for key, value in _pairs(parameters, "ParameterDict"):
            self[key] = value

    def extra_repr(self):
        lines = []
        for key, value in self.items():
            if isinstance(value, torch.Tensor):
                lines.append(f"  ({key}): {_described(value, _typename(value))}")
            else:
                lines.append(f"  ({key}): Object of type: {type(value).__name__}")
        return "\n".join(lines)

    def __call__(self, input):
        raise RuntimeError("ParameterDict should not be called.")

    def __or__(self, other):
        combined = self.copy()
        combined.update(other)
        return combined

    def __ror__(self, other):
        combined = other.copy()
        combined.update(self)
        return combined

    def __ior__(self, other):
        self.update(other)
        return self
