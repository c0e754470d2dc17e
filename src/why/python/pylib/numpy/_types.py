"""Element types: `np.dtype`, by their names, and which one an operation on two of them has."""

import torch

_KINDS = {"b": "bool", "i": "signed integers", "u": "unsigned integers", "f": "floats"}


class dtype:
    """A type of elements. There is one object for each: `np.dtype(x)` finds it."""

    def __new__(cls, dtype, *args, **kwargs):
        return find(dtype)

    def __setattr__(self, name, value):
        raise AttributeError(f"attribute {name!r} of 'numpy.dtype' objects is not writable")

    @property
    def torch(self):
        """The tensors' name for it."""
        return _TORCH[self.name]

    @property
    def str(self):
        return ("|" if self.itemsize == 1 else "<") + self.kind + f"{self.itemsize}"

    def __repr__(self):
        return f"dtype('{self.name}')"

    def __str__(self):
        return self.name

    def __eq__(self, other):
        try:
            return self is find(other)
        except TypeError:
            return False

    def __hash__(self):
        return hash(self.name)


_BY_NAME = {}
_BY_TYPE = {}
_TORCH = {
    "bool": torch.bool,
    "int8": torch.int8,
    "int16": torch.int16,
    "int32": torch.int32,
    "int64": torch.int64,
    "uint8": torch.uint8,
    "float16": torch.float16,
    "float32": torch.float32,
    "float64": torch.float64,
}
_ALIASES = {
    "int": "int64",
    "float": "float64",
    "double": "float64",
    "single": "float32",
    "half": "float16",
    "bool_": "bool",
    "byte": "int8",
    "ubyte": "uint8",
    "long": "int64",
    "longlong": "int64",
    "intc": "int32",
    "short": "int16",
    "intp": "int64",
    "f": "float32",
    "d": "float64",
    "e": "float16",
    "i": "int32",
    "l": "int64",
    "b": "int8",
    "B": "uint8",
    "?": "bool",
    "f2": "float16",
    "f4": "float32",
    "f8": "float64",
    "i1": "int8",
    "i2": "int16",
    "i4": "int32",
    "i8": "int64",
    "u1": "uint8",
    "b1": "bool",
}
# Types of NumPy's that no tensor has.
_MISSING = (
    "uint16 uint32 uint64 complex64 complex128 complex object object_ str str_ U S bytes bytes_ datetime64 timedelta64 "
    "longdouble float128 uint O"
).split()


def define(name, scalar):
    """Makes the type of a name whose single elements are of a class."""
    made = object.__new__(dtype)
    kind = "b" if name == "bool" else "u" if name.startswith("uint") else name[0]
    bits = 8 if name == "bool" else int("".join(letter for letter in name if letter.isdigit()))
    for attribute, value in (("name", name), ("kind", kind), ("itemsize", bits // 8), ("type", scalar)):
        object.__setattr__(made, attribute, value)
    scalar._dtype = made
    _BY_NAME[name] = _BY_TYPE[scalar] = made
    if name in _TORCH:
        _BY_TYPE[_TORCH[name]] = made
    return made


def find(wanted):
    """The type that a program means: by a scalar class, a name, a type of Python's, or an array."""
    if type(wanted) is dtype:
        return wanted
    if wanted is None or wanted is float:
        return _BY_NAME["float64"]
    if wanted is int:
        return _BY_NAME["int64"]
    if wanted is bool:
        return _BY_NAME["bool"]
    if isinstance(wanted, str):
        name = wanted.lstrip("<>=|")
        found = _BY_NAME.get(name) or _BY_NAME.get(_ALIASES.get(name))
        if found is not None:
            return found
        if name in _MISSING or name[:1] in "USMm" and name[1:].isdigit():
            raise NotImplementedError(f"numpy arrays of type {wanted!r} are not supported")
        raise TypeError(f"data type {wanted!r} not understood")
    if isinstance(wanted, type):
        if wanted in _BY_TYPE:
            return _BY_TYPE[wanted]
        if wanted.__name__ in _MISSING:
            raise NotImplementedError(f"numpy arrays of type {wanted.__name__!r} are not supported")
    raise TypeError(f"Cannot interpret '{wanted}' as a data type")


def of_tensor(tensor):
    """The type of a tensor's elements."""
    found = _BY_TYPE.get(tensor.dtype)
    if found is None:
        raise TypeError(f"Got unsupported ScalarType {_titled(tensor.dtype)}")
    return found


def _titled(torch_dtype):
    return {"bfloat16": "BFloat16"}.get(str(torch_dtype).removeprefix("torch."), str(torch_dtype))


def promote(one, other):
    """The type of a result from elements of two types, as NumPy's table has it."""
    if one is other:
        return one
    if one.kind == "b":
        return other
    if other.kind == "b":
        return one
    if one.kind == other.kind:
        return one if one.itemsize >= other.itemsize else other
    if "f" in (one.kind, other.kind):
        floating, integer = (one, other) if one.kind == "f" else (other, one)
        # A float holds the integers of half its size.
        needed = min(8, 2 * integer.itemsize)
        return floating if floating.itemsize >= needed else _BY_NAME[f"float{8 * needed}"]
    signed, unsigned = (one, other) if one.kind == "i" else (other, one)
    needed = max(signed.itemsize, 2 * unsigned.itemsize)
    return _BY_NAME[f"int{8 * needed}"] if needed <= 8 else _BY_NAME["float64"]


def promote_weak(kind, python_type):
    """The type of a result from elements of a type and a plain number of Python's, which adapts to them."""
    if python_type is float and kind.kind != "f":
        return _BY_NAME["float64"]
    if python_type is int and kind.kind == "b":
        return _BY_NAME["int64"]
    return kind


def as_float(kind):
    """The type that functions such as `exp` give for elements of a type."""
    if kind.kind == "f":
        return kind
    return _BY_NAME["float16" if kind.itemsize == 1 else "float32" if kind.itemsize == 2 else "float64"]


def limits(kind):
    """The smallest and the largest integer of a type."""
    bits = 8 * kind.itemsize
    return (0, 2**bits - 1) if kind.kind == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def check_fits(number, kind):
    """Plain integers must fit the type of the elements they meet."""
    if kind.kind in "iu":
        low, high = limits(kind)
        if not low <= number <= high:
            raise OverflowError(f"Python integer {number} out of bounds for {kind.name}")
