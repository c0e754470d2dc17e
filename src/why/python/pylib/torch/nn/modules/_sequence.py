"""What `Sequential` and `ModuleList` share: modules under the names "0", "1", ... and Python's list operations."""

import operator

from .module import Module


def absolute_index(index, size):
    """A list index counted from the start."""
    index = operator.index(index)
    if not -size <= index < size:
        raise IndexError(f"index {index} is out of range")
    return index % size


class ModuleSequence(Module):
    """Modules in a row."""

    def _key(self, index):
        return list(self._modules)[absolute_index(index, len(self))]

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._slice(index)
        return self._modules[self._key(index)]

    def __setitem__(self, index, module):
        setattr(self, self._key(index), module)

    def __delitem__(self, index):
        keys = list(self._modules)[index] if isinstance(index, slice) else [self._key(index)]
        for key in keys:
            delattr(self, key)
        remaining = list(self._modules.values())
        for key in list(self._modules):
            delattr(self, key)
        for place, module in enumerate(remaining):
            self._store(self._modules, str(place), module)

    def __len__(self):
        return len(self._modules)

    def __iter__(self):
        return iter(self._modules.values())

    def append(self, module):
        """Adds a module at the end."""
        self.add_module(str(len(self)), module)
        return self

    def _insert(self, index, module):
        for place in range(len(self), index, -1):
            self._store(self._modules, str(place), self._modules[str(place - 1)])
        self._store(self._modules, str(index), module)

    def pop(self, key):
        """Removes a module (or a slice of them) and returns it."""
        module = self[key]
        del self[key]
        return module
