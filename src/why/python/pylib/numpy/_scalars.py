"""Single elements: `np.float64` and its kin. They are numbers of Python's that keep their type and print it."""

import math
import operator
import warnings

import torch

from . import _types
from ._types import check_fits, limits, promote, promote_weak


class generic:
    """What all scalars have in common: they are arrays without dimensions, as far as that is useful."""

    ndim = 0
    shape = ()
    size = 1
    strides = ()

    @property
    def dtype(self):
        return self._dtype

    @property
    def itemsize(self):
        return self._dtype.itemsize

    @property
    def nbytes(self):
        return self._dtype.itemsize

    @property
    def _torch_value(self):
        return torch.tensor(self.item(), dtype=self._dtype.torch)

    @property
    def T(self):
        return self

    def tolist(self):
        return self.item()

    def astype(self, dtype, **kwargs):
        return cast(self.item(), _types.find(dtype))

    def __getattr__(self, name):
        # Everything else an array can do, `mean`, `reshape`, `round`, works on the array of this one element.
        if name.startswith("_"):
            raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute '{name}'")
        from ._array import wrap

        return getattr(wrap(self._torch_value), name)

    def __getitem__(self, key):
        if key == () or key is Ellipsis:
            return self
        raise IndexError("invalid index to scalar variable.")


class number(generic):
    pass


class integer(number):
    pass


class signedinteger(integer):
    pass


class unsignedinteger(integer):
    pass


class inexact(number):
    pass


class floating(inexact):
    pass


def _operator(name, reflected=False):
    def method(self, other):
        return _operate(name, other, self) if reflected else _operate(name, self, other)

    method.__name__ = f"__{'r' if reflected else ''}{name}__"
    return method


def _comparison(name):
    def method(self, other):
        other = _plain(other)
        if other is None:
            return NotImplemented
        return bool_(getattr(operator, name)(self.item(), other))

    method.__name__ = f"__{name}__"
    return method


class _Numeric:
    """The operators of scalars."""

    def __neg__(self):
        return cast(-self.item(), self._dtype)

    def __pos__(self):
        return self

    def __abs__(self):
        return cast(abs(self.item()), self._dtype)

    def __bool__(self):
        return bool(self.item())

    def __divmod__(self, other):
        return self // other, self % other

    def __repr__(self):
        return f"np.{self._dtype.name}({self})"

    def __hash__(self):
        return hash(self.item())

    def __format__(self, spec):
        return format(self.item(), spec) if spec else str(self)


for _name in "add sub mul truediv floordiv mod pow and or xor lshift rshift".split():
    setattr(_Numeric, f"__{_name}__", _operator(_name))
    setattr(_Numeric, f"__r{_name}__", _operator(_name, reflected=True))
for _name in "eq ne lt le gt ge".split():
    setattr(_Numeric, f"__{_name}__", _comparison(_name))


class _Float(_Numeric, floating, float):
    def item(self):
        return float.__float__(self)

    def __str__(self):
        return _float_text(self.item(), self._dtype)

    def __round__(self, ndigits=None):
        return round(self.item()) if ndigits is None else cast(round(self.item(), ndigits), self._dtype)


class _Int(_Numeric, int):
    def item(self):
        return int.__int__(self)

    def __str__(self):
        return int.__repr__(self)

    def __invert__(self):
        return cast(~self.item(), self._dtype)

    def __round__(self, ndigits=None):
        return cast(round(self.item(), ndigits or 0), self._dtype)


class float64(_Float):
    __slots__ = ()


class float32(_Float):
    def __new__(cls, value=0.0):
        return float.__new__(cls, _rounded(float(value), torch.float32))


class float16(_Float):
    def __new__(cls, value=0.0):
        return float.__new__(cls, _rounded(float(value), torch.float16))


def _rounded(value, kind):
    return torch.tensor(value, dtype=kind).item()


class int64(_Int, signedinteger):
    pass


class int32(_Int, signedinteger):
    pass


class int16(_Int, signedinteger):
    pass


class int8(_Int, signedinteger):
    pass


class uint8(_Int, unsignedinteger):
    pass


class uint64(_Int, unsignedinteger):
    """Only sums of `uint8` are of this type: there are no arrays of it."""


class bool_(generic):
    """True or False: the class of Python's can't be extended."""

    def __init__(self, value=False):
        self._value = bool(value)

    def item(self):
        return self._value

    def __bool__(self):
        return self._value

    def __int__(self):
        return int(self._value)

    def __float__(self):
        return float(self._value)

    def __index__(self):
        raise TypeError("only integer scalar arrays can be converted to a scalar index")

    def __str__(self):
        return str(self._value)

    def __repr__(self):
        return f"np.{self._value}_"

    def __format__(self, spec):
        return format(self._value, spec) if spec else str(self._value)

    def __hash__(self):
        return hash(self._value)

    def __invert__(self):
        return bool_(not self._value)

    def __neg__(self):
        raise TypeError(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not "
            "function instead."
        )


bool_.__name__ = bool_.__qualname__ = "bool"
for _name in "add sub mul truediv floordiv mod pow and or xor".split():
    setattr(bool_, f"__{_name}__", _operator(_name))
    setattr(bool_, f"__r{_name}__", _operator(_name, reflected=True))
for _name in "eq ne lt le gt ge".split():
    setattr(bool_, f"__{_name}__", _comparison(_name))

for _class in (bool_, int8, int16, int32, int64, uint8, uint64, float16, float32, float64):
    _types.define("bool" if _class is bool_ else _class.__name__, _class)
for _class in (
    generic, number, integer, signedinteger, unsignedinteger, inexact, floating, bool_, int8, int16, int32, int64, uint8,
    uint64, float16, float32, float64,
):  # fmt: skip
    _class.__module__ = "numpy"

def cast(value, kind):
    """A number of Python's as an element of a type; integers beyond its ends start again at the other one."""
    scalar = kind.type
    if kind.kind in "iu":
        low, high = limits(kind)
        value = int(value)
        if not low <= value <= high:
            value = (value - low) % (high - low + 1) + low
    return scalar(value)


def scalar_of(tensor):
    """The one element of a tensor."""
    return _types.of_tensor(tensor).type(tensor.item())


def _plain(other):
    """The number in an operand, or None if it isn't a single number."""
    if isinstance(other, generic):
        return other.item()
    return other if isinstance(other, (int, float)) else None


def _operate(name, left, right):
    a, b = _plain(left), _plain(right)
    if a is None or b is None:
        other = right if a is not None else left
        if isinstance(other, (list, tuple)):
            from ._array import operate

            return operate(name, left, right)
        return NotImplemented
    kinds = [operand._dtype if isinstance(operand, generic) else type(operand) for operand in (left, right)]
    if isinstance(kinds[0], _types.dtype) and isinstance(kinds[1], _types.dtype):
        kind = promote(*kinds)
    else:
        strong, weak = kinds if isinstance(kinds[0], _types.dtype) else kinds[::-1]
        kind = _types.find(bool) if weak is bool and strong.kind == "b" else promote_weak(strong, weak)
        if weak is int:
            check_fits(b if strong is kinds[0] else a, kind)
    if name in ("and", "or", "xor"):
        if kind.kind == "f":
            ufunc = {"and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor"}[name]
            raise TypeError(
                f"ufunc '{ufunc}' not supported for the input types, and the inputs could not be safely coerced to any "
                "supported types according to the casting rule ''safe''"
            )
        return cast(getattr(int, f"__{name}__")(int(a), int(b)), kind)
    if name in ("lshift", "rshift"):
        return cast(getattr(int, f"__{name}__")(int(a), int(b)), kind)
    if kind.kind == "b" and name == "sub":
        raise TypeError(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the "
            "logical_xor function instead."
        )
    return _float_result(name, a, b, kind) if kind.kind == "f" or name == "truediv" else _int_result(name, a, b, kind)


def _warn(what, name):
    words = {"truediv": "divide", "sub": "subtract", "mul": "multiply", "floordiv": "floor_divide", "mod": "remainder"}
    warnings.warn(f"{what} encountered in scalar {words.get(name, name)}", RuntimeWarning, stacklevel=5)


def _float_result(name, a, b, kind):
    kind = _types.as_float(kind)
    a, b = float(a), float(b)
    if name in ("truediv", "floordiv", "mod") and b == 0:
        if name == "mod" or a == 0 or a != a:
            if a == a:
                _warn("invalid value", name)
            return kind.type(math.nan)
        _warn("divide by zero", name)
        return kind.type(math.copysign(math.inf, a) * math.copysign(1.0, b))
    try:
        if name == "pow" and a < 0 and math.isfinite(b) and b != int(b):
            _warn("invalid value", "power")
            return kind.type(math.nan)
        value = getattr(float, f"__{name}__")(a, b)
    except OverflowError:
        _warn("overflow", "power")
        value = math.inf if a > 0 or b % 2 == 0 else -math.inf
    except ZeroDivisionError:
        _warn("divide by zero", "power")
        value = math.inf
    result = kind.type(value)
    if math.isinf(result.item()) and math.isfinite(a) and math.isfinite(b) and name != "pow":
        _warn("overflow", name)
    return result


def _int_result(name, a, b, kind):
    if kind.kind == "b":
        if name in ("add", "mul"):
            return bool_(a or b if name == "add" else a and b)
        kind = _types.find("int8")
    a, b = int(a), int(b)
    if name in ("floordiv", "mod") and b == 0:
        _warn("divide by zero", name)
        return kind.type(0)
    if name == "pow":
        if b < 0:
            raise ValueError("Integers to negative integer powers are not allowed.")
        value = pow(a, b, 2**64) if b > 64 else a**b
    else:
        value = getattr(int, f"__{name}__")(a, b)
    low, high = limits(kind)
    if not low <= value <= high and name != "pow":
        _warn("overflow", name)
    return cast(value, kind)


# From these on, numbers of a type are written with exponents.
_LARGE = {"float64": 1e16, "float32": 1e6, "float16": 1e3}


def _float_text(value, kind):
    """The shortest digits that are this number and no other of its type."""
    if kind.name == "float64" or not math.isfinite(value):
        return repr(value)
    from ._printing import shortest

    short = shortest([value], kind)[0]
    if value == 0 or 1e-4 <= abs(value) < _LARGE[kind.name]:
        return repr(short)
    digits = repr(short).partition("e")[0].replace(".", "").strip("-0")
    return f"{short:.{max(len(digits) - 1, 0)}e}"
