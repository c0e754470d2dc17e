"""`ndarray`: an array over the elements of a tensor. `torch.from_numpy(a)` and `t.numpy()` share them."""

import torch

from . import _types
from ._operators import compare, invert, negate, operate
from ._scalars import bool_, generic, scalar_of


def wrap(tensor):
    """An array over a tensor's elements."""
    array = object.__new__(ndarray)
    array._torch_value = tensor
    return array


def result(tensor):
    """What a function returns: an array, or a single element where there are no dimensions."""
    return wrap(tensor) if tensor.dim() else scalar_of(tensor)


_SIGNS = {
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "** or pow()",
    "and": "&",
    "or": "|",
    "xor": "^",
    "lshift": "<<",
    "rshift": ">>",
}


def _operator(name, reflected=False):
    def method(self, other):
        if isinstance(other, torch.Tensor):
            if reflected:
                return NotImplemented
            if name == "add":
                raise TypeError(
                    "Concatenation operation is not implemented for NumPy arrays, use np.concatenate() instead. Please "
                    "do not rely on this error; it may not be given on all Python implementations."
                )
            raise TypeError(f"unsupported operand type(s) for {_SIGNS[name]}: 'numpy.ndarray' and 'Tensor'")
        return operate(name, other, self) if reflected else operate(name, self, other)

    return method


def _in_place(name):
    def method(self, other):
        return operate(name, self, other, out=self)

    return method


def _comparison(name):
    def method(self, other):
        return NotImplemented if isinstance(other, torch.Tensor) else compare(name, self, other)

    return method


class ndarray:
    """A block of elements of one type. Most of its methods are the functions of the same names."""

    def __new__(cls, shape, dtype=float, **kwargs):
        if isinstance(shape, torch.Tensor):
            _types.of_tensor(shape)
            return wrap(shape)
        from ._creation import empty

        return empty(shape, dtype)

    # What it is.

    @property
    def shape(self):
        return tuple(self._torch_value.shape)

    @shape.setter
    def shape(self, shape):
        self._torch_value = self.reshape(shape)._torch_value

    @property
    def dtype(self):
        return _types.of_tensor(self._torch_value)

    @property
    def ndim(self):
        return self._torch_value.dim()

    @property
    def size(self):
        return self._torch_value.numel()

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def nbytes(self):
        return self.size * self.itemsize

    @property
    def strides(self):
        return tuple(step * self.itemsize for step in self._torch_value.stride())

    @property
    def T(self):
        return self.transpose()

    @property
    def flat(self):
        return iter(self.ravel())

    @property
    def real(self):
        return self

    def __len__(self):
        if not self.ndim:
            raise TypeError("len() of unsized object")
        return self.shape[0]

    def __repr__(self):
        from ._printing import array_repr

        return array_repr(self)

    def __str__(self):
        from ._printing import array_str

        return array_str(self)

    def __format__(self, spec):
        if self.ndim == 0:
            return format(self.item(), spec)
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self)

    def __hash__(self):
        raise TypeError("unhashable type: 'numpy.ndarray'")

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.ndarray' object has no attribute '{name}'")

    # As numbers of Python's.

    def __bool__(self):
        if self.size == 1:
            return bool(self._torch_value.item())
        if self.size == 0:
            raise ValueError(
                "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty."
            )
        raise ValueError(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
        )

    def _number(self):
        if self.ndim:
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return self._torch_value.item()

    def __float__(self):
        return float(self._number())

    def __int__(self):
        return int(self._number())

    def __index__(self):
        if self.ndim or self.dtype.kind not in "iu":
            raise TypeError("only integer scalar arrays can be converted to a scalar index")
        return self._torch_value.item()

    def item(self, *args):
        if args:
            place = args[0] if len(args) == 1 else args
            found = self[place] if isinstance(place, tuple) else self.ravel()[place]
            return found.item()
        if self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._torch_value.item()

    def tolist(self):
        return self._torch_value.tolist()

    def __array__(self, dtype=None, copy=None):
        return self if dtype is None else self.astype(dtype)

    # Elements.

    def __getitem__(self, key):
        from ._indexing import get

        return get(self, key)

    def __setitem__(self, key, value):
        from ._indexing import put

        put(self, key, value)

    def __iter__(self):
        if not self.ndim:
            raise TypeError("iteration over a 0-d array")
        if self.ndim == 1:
            kind = self.dtype.type
            return iter([kind(number) for number in self._torch_value.tolist()])
        return (wrap(row) for row in self._torch_value)

    def __contains__(self, value):
        return bool((self == value).any())

    # Arithmetic.

    def __neg__(self):
        return negate(self)

    def __pos__(self):
        return self.copy()

    def __invert__(self):
        return invert(self)

    def __abs__(self):
        return wrap(self._torch_value.abs()) if self.dtype.kind != "b" else self.copy()

    def __matmul__(self, other):
        from ._products import matmul

        return NotImplemented if isinstance(other, torch.Tensor) else matmul(self, other)

    def __rmatmul__(self, other):
        from ._products import matmul

        return matmul(other, self)

    def __divmod__(self, other):
        return self // other, self % other

    # Copies.

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        kind = _types.find(dtype)
        if kind is self.dtype:
            return self.copy() if copy else self
        return wrap(converted(self._torch_value, kind))

    def copy(self, order="C"):
        return wrap(self._torch_value.clone())

    __copy__ = copy

    def __deepcopy__(self, memo):
        return self.copy()

    def fill(self, value):
        self[...] = value

    def view(self, *args):
        if args:
            raise NotImplementedError("ndarray.view with another type is not supported")
        return wrap(self._torch_value)

    def sort(self, axis=-1, kind=None, order=None):
        from ._sorting import sort

        self._torch_value.copy_(sort(self, axis)._torch_value)


ndarray.__module__ = "numpy"
for _name in "add sub mul truediv floordiv mod pow and or xor lshift rshift".split():
    setattr(ndarray, f"__{_name}__", _operator(_name))
    setattr(ndarray, f"__r{_name}__", _operator(_name, reflected=True))
    setattr(ndarray, f"__i{_name}__", _in_place(_name))
for _name in "eq ne lt le gt ge".split():
    setattr(ndarray, f"__{_name}__", _comparison(_name))


def converted(tensor, kind):
    """A tensor's elements as ones of another type; floats are cut off where they become integers."""
    if kind.name == "uint8" and tensor.is_floating_point():
        # Negative numbers wrap around, as they do by way of an integer type that has them.
        tensor = tensor.to(torch.int64)
    return tensor.to(kind.torch)


def asarray(a, dtype=None, order=None, *, copy=None, device=None, like=None):
    """The array itself if it is one of that type; else an array of what it holds."""
    if isinstance(a, ndarray):
        tensor = a._torch_value
    elif isinstance(a, torch.Tensor):
        if a.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        tensor = a
        _types.of_tensor(tensor)
    elif isinstance(a, generic):
        tensor = a._torch_value
    else:
        return array(a, dtype)
    kind = None if dtype is None else _types.find(dtype)
    if kind is not None and kind is not _types.of_tensor(tensor):
        return wrap(converted(tensor, kind))
    if copy:
        tensor = tensor.clone()
    return a if isinstance(a, ndarray) and tensor is a._torch_value else wrap(tensor)


def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0, like=None):
    """A new array of what is in a list, in a list of lists, in an array or in a tensor."""
    if hasattr(object, "_torch_value") or isinstance(object, torch.Tensor):
        made = asarray(object, dtype, copy=copy)
    else:
        made = wrap(_from_python(object, dtype))
    missing = ndmin - made.ndim
    return made.reshape((1,) * missing + made.shape) if missing > 0 else made


def _from_python(value, dtype):
    kind = None if dtype is None else _types.find(dtype)
    shape = _shape(value)
    numbers, kinds = [], set()
    _collect(value, len(shape), numbers, kinds)
    found = _common(kinds)
    if kind is not None and kind.kind in "iu":
        for number in numbers:
            if isinstance(number, float):
                break
            _types.check_fits(number, kind)
    tensor = torch.tensor(numbers, dtype=found.torch).reshape(shape)
    return tensor if kind is None or kind is found else converted(tensor, kind)


def _shape(value):
    """The lengths of nested lists, as far as those on one level have the same."""
    if hasattr(value, "shape"):
        return tuple(value.shape)
    if not isinstance(value, (list, tuple, range)):
        return ()
    if not len(value):
        return (0,)
    shapes = [_shape(item) for item in value]
    if any(shape != shapes[0] for shape in shapes):
        common = 0
        while all(len(shape) > common and shape[common] == shapes[0][common] for shape in shapes):
            common += 1
        detected = (len(value), *shapes[0][:common])
        raise ValueError(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
            f"{len(detected)} dimensions. The detected shape was {detected} + inhomogeneous part."
        )
    return (len(value), *shapes[0])


def _collect(value, depth, numbers, kinds):
    """Appends all numbers in order, and notes of which types they are."""
    if isinstance(value, (ndarray, generic, torch.Tensor)):
        tensor = asarray(value)._torch_value
        kinds.add(_types.of_tensor(tensor))
        numbers += tensor.reshape(-1).tolist()
    elif depth:
        for item in value:
            _collect(item, depth - 1, numbers, kinds)
    elif isinstance(value, (bool, int, float)):
        kinds.add(type(value))
        numbers.append(value)
    elif isinstance(value, str):
        raise NotImplementedError("numpy arrays of strings are not supported")
    else:
        raise NotImplementedError(f"numpy arrays of objects ({type(value).__name__}) are not supported")


def _common(kinds):
    """The type that holds numbers of all these types."""
    if not kinds:
        return _types.find(float)
    found = None
    for kind in kinds:
        kind = kind if isinstance(kind, _types.dtype) else _types.find(kind)
        found = kind if found is None else _types.promote(found, kind)
    return found
