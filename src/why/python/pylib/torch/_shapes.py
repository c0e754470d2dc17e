"""Shapes and named results, which native code makes through `_torch._register`."""

import _torch


class Size(tuple):
    """The shape of a tensor: a tuple of lengths."""

    def numel(self):
        """How many elements a tensor of this shape has."""
        count = 1
        for length in self:
            count *= length
        return count

    def __repr__(self):
        return "torch.Size([" + ", ".join(map(repr, self)) + "])"

    __str__ = __repr__

    def __add__(self, other):
        return Size(tuple(self) + tuple(other))

    def __radd__(self, other):
        return Size(tuple(other) + tuple(self))

    def __mul__(self, times):
        return Size(tuple(self) * times)

    __rmul__ = __mul__

    def __getitem__(self, index):
        part = tuple.__getitem__(self, index)
        return Size(part) if isinstance(index, slice) else part

    def __reduce__(self):
        return (Size, (tuple(self),))


class _Named(tuple):
    """Several results with names: `torch.max(x, dim=0).indices`."""

    _fields = ()

    def __repr__(self):
        parts = ",\n".join(f"{name}={value!r}" for name, value in zip(self._fields, self))
        return f"torch.return_types.{type(self).__name__}(\n{parts})"

    __str__ = __repr__


class _ReturnTypes:
    """`torch.return_types`: one class for each operation with named results."""

    def __repr__(self):
        return "<module 'torch.return_types'>"


return_types = _ReturnTypes()


def _field(position):
    return property(lambda self: tuple.__getitem__(self, position))


def _named(name, fields, values):
    cls = return_types.__dict__.get(name)
    if cls is None:
        members = {field: _field(i) for i, field in enumerate(fields)}
        cls = type(name, (_Named,), {**members, "_fields": fields, "__module__": "torch.return_types"})
        setattr(return_types, name, cls)
    return cls(values)


_torch._register("Size", Size)
_torch._register("named", _named)
Size.__module__ = "torch"
