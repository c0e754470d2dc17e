"""Functions of single elements: exp, maximum, isnan, ..."""

import torch

from . import _types
from ._array import asarray, result, wrap
from ._operators import UFUNC, checked, compare, operands, operate
from ._scalars import bool_


def _finish(tensor, original, out):
    """The result as it is returned: into `out`, as a tensor if it was made of one, else as an array or an element."""
    if out is not None:
        out = out[0] if isinstance(out, tuple) else out
        out[...] = wrap(tensor)
        return out
    return tensor if isinstance(original, torch.Tensor) else result(tensor)


class ufunc:
    """A function of one or two arrays, element by element."""

    def __init__(self, name, function, inputs):
        self.__name__ = self.__qualname__ = name
        self.function = function
        self.nin = inputs

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __call__(self, *args, out=None, where=True, dtype=None, **kwargs):
        if len(args) == self.nin + 1:
            *args, out = args
        if len(args) != self.nin:
            raise TypeError(
                f"{self.__name__}() takes from {self.nin} to {self.nin + 1} positional arguments but {len(args)} were given"
            )
        if kwargs:
            raise NotImplementedError(f"numpy.{self.__name__}({next(iter(kwargs))}=...) is not supported")
        tensor = self.function(*args)
        if dtype is not None:
            tensor = tensor.to(_types.find(dtype).torch)
        if where is not True:
            if out is None:
                raise NotImplementedError(f"numpy.{self.__name__} with `where` but without `out` is not supported")
            mask = asarray(where)._torch_value
            tensor = torch.where(mask, tensor.to(out.dtype.torch), out._torch_value)
        original = next((arg for arg in args if isinstance(arg, torch.Tensor)), None)
        return _finish(tensor, original, out)

    def reduce(self, array, axis=0, dtype=None, out=None, keepdims=False):
        from . import _reductions

        name = {"add": "sum", "multiply": "prod", "maximum": "max", "minimum": "min", "logical_and": "all",
                "logical_or": "any"}.get(self.__name__)  # fmt: skip
        if name is None:
            raise NotImplementedError(f"numpy.{self.__name__}.reduce is not supported")
        return getattr(_reductions, name)(array, axis=axis, keepdims=keepdims)

    def accumulate(self, array, axis=0, dtype=None, out=None):
        tensor = asarray(array)._torch_value
        name = {"add": "cumsum", "multiply": "cumprod", "maximum": "cummax", "minimum": "cummin"}.get(self.__name__)
        if name is None:
            raise NotImplementedError(f"numpy.{self.__name__}.accumulate is not supported")
        found = getattr(torch, name)(tensor, axis)
        return wrap(found if isinstance(found, torch.Tensor) else found[0])

    def outer(self, A, B):
        a, b = asarray(A), asarray(B)
        return self(a.reshape(a.shape + (1,) * b.ndim), b)

    def at(self, a, indices, b=None):
        if self.__name__ != "add":
            raise NotImplementedError(f"numpy.{self.__name__}.at is not supported")
        if a.ndim != 1:
            raise NotImplementedError("numpy.add.at of an array that isn't 1-dimensional is not supported")
        places = asarray(indices)._torch_value.reshape(-1)
        values = asarray(b).astype(a.dtype)._torch_value.expand(places.shape[0])
        a._torch_value.index_add_(0, places, values)


def _floating(name, function):
    """A function whose results are floats, of integers too."""

    def compute(x):
        tensor = asarray(x)._torch_value
        tensor = tensor.to(_types.as_float(_types.of_tensor(tensor)).torch)
        return checked(function(tensor), name, tensor)

    return ufunc(name, compute, 1)


def _keeping(name, function, of_integers=None):
    """A function whose results have the type of its arguments."""

    def compute(x):
        tensor = asarray(x)._torch_value
        if tensor.is_floating_point():
            return function(tensor)
        return tensor.clone() if of_integers is None else of_integers(tensor)

    return ufunc(name, compute, 1)


def _binary(name, function):
    def compute(x, y):
        a, b, _ = operands(x, y)
        return checked(function(a, b), name, a, b)

    return ufunc(name, compute, 2)


def _binary_floating(name, function):
    def compute(x, y):
        a, b, kind = operands(x, y)
        kind = _types.as_float(kind)
        return checked(function(a.to(kind.torch), b.to(kind.torch)), name)

    return ufunc(name, compute, 2)


def _operator(symbol):
    return ufunc(UFUNC[symbol], lambda x, y: asarray(operate(symbol, x, y))._torch_value, 2)


def _comparison(symbol):
    return ufunc(UFUNC[symbol], lambda x, y: asarray(compare(symbol, asarray(x), y))._torch_value, 2)


def _truth(x):
    return asarray(x)._torch_value.to(torch.bool)


def _same_sign(a, b):
    """The remainder with the sign of what is divided."""
    return torch.fmod(a, b)


for _name in (
    "exp exp2 expm1 log log2 log10 log1p sqrt sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh"
).split():
    globals()[_name] = _floating(_name, getattr(torch, _name))
cbrt = _floating("cbrt", lambda x: x.sign() * x.abs().pow(1 / 3))
deg2rad = _floating("deg2rad", torch.deg2rad)
rad2deg = _floating("rad2deg", torch.rad2deg)
radians = _floating("radians", torch.deg2rad)
degrees = _floating("degrees", torch.rad2deg)
floor = _keeping("floor", torch.floor)
ceil = _keeping("ceil", torch.ceil)
trunc = _keeping("trunc", torch.trunc)
rint = _floating("rint", torch.round)
absolute = _keeping("absolute", torch.abs, lambda x: x if x.dtype == torch.bool else x.abs())
fabs = _floating("fabs", torch.abs)
negative = ufunc("negative", lambda x: asarray(-asarray(x))._torch_value, 1)
positive = ufunc("positive", lambda x: asarray(x)._torch_value.clone(), 1)
square = ufunc("square", lambda x: asarray(operate("mul", asarray(x), asarray(x)))._torch_value, 1)
reciprocal = ufunc("reciprocal", lambda x: checked(1 / asarray(x)._torch_value, "reciprocal", asarray(x)._torch_value), 1)
sign = _keeping("sign", lambda x: torch.where(x.isnan(), x, x.sign()), torch.sign)
isnan = ufunc("isnan", lambda x: torch.isnan(asarray(x)._torch_value), 1)
isinf = ufunc("isinf", lambda x: torch.isinf(asarray(x)._torch_value), 1)
isfinite = ufunc("isfinite", lambda x: torch.isfinite(asarray(x)._torch_value), 1)
signbit = ufunc("signbit", lambda x: torch.signbit(asarray(x)._torch_value), 1)
logical_not = ufunc("logical_not", lambda x: ~_truth(x), 1)
logical_and = ufunc("logical_and", lambda x, y: _truth(x) & _truth(y), 2)
logical_or = ufunc("logical_or", lambda x, y: _truth(x) | _truth(y), 2)
logical_xor = ufunc("logical_xor", lambda x, y: _truth(x) ^ _truth(y), 2)
invert = bitwise_not = ufunc("invert", lambda x: asarray(~asarray(x))._torch_value, 1)
maximum = _binary("maximum", torch.maximum)
minimum = _binary("minimum", torch.minimum)
fmax = _binary("fmax", torch.fmax)
fmin = _binary("fmin", torch.fmin)
fmod = _binary("fmod", _same_sign)
arctan2 = _binary_floating("arctan2", torch.arctan2)
hypot = _binary_floating("hypot", torch.hypot)
logaddexp = _binary_floating("logaddexp", torch.logaddexp)
copysign = _binary_floating("copysign", torch.copysign)
heaviside = _binary_floating("heaviside", torch.heaviside)
add, subtract, multiply, divide = _operator("add"), _operator("sub"), _operator("mul"), _operator("truediv")
true_divide = divide
floor_divide, remainder, power = _operator("floordiv"), _operator("mod"), _operator("pow")
mod = remainder
float_power = _binary_floating("float_power", torch.pow)
bitwise_and, bitwise_or, bitwise_xor = _operator("and"), _operator("or"), _operator("xor")
left_shift, right_shift = _operator("lshift"), _operator("rshift")
equal, not_equal, less = _comparison("eq"), _comparison("ne"), _comparison("lt")
less_equal, greater, greater_equal = _comparison("le"), _comparison("gt"), _comparison("ge")
abs = absolute
acos, asin, atan, atan2 = arccos, arcsin, arctan, arctan2
acosh, asinh, atanh, pow = arccosh, arcsinh, arctanh, power


def clip(a, a_min=None, a_max=None, out=None, *, min=None, max=None, **kwargs):
    """Every element no lower and no higher than these."""
    low, high = a_min if min is None else min, a_max if max is None else max
    clipped = a if isinstance(a, torch.Tensor) else asarray(a)
    for bound, function in ((low, maximum), (high, minimum)):
        if bound is not None:
            clipped = function(clipped, bound)
    if low is None and high is None:
        clipped = clipped.copy()
    return clipped if out is None else _finish(asarray(clipped)._torch_value, None, out)


def round(a, decimals=0, out=None):
    """To so many decimals; what is halfway goes to the even digit."""
    tensor = asarray(a)._torch_value
    if tensor.dtype == torch.bool:
        tensor = tensor.to(torch.float16)
    if tensor.is_floating_point():
        if decimals == 0:
            tensor = torch.round(tensor)
        else:
            scale = 10.0 ** (decimals if decimals > 0 else -decimals)
            tensor = torch.round(tensor * scale) / scale if decimals > 0 else torch.round(tensor / scale) * scale
    elif decimals < 0:
        scale = 10**-decimals
        tensor = (torch.round(tensor.to(torch.float64) / scale) * scale).to(tensor.dtype)
    return _finish(tensor.clone() if tensor is asarray(a)._torch_value else tensor, None, out)


around = round


def where(condition, x=None, y=None, /):
    """Elements of `x` where the condition holds and of `y` where it doesn't; alone, the places where it holds."""
    mask = asarray(condition)._torch_value.to(torch.bool)
    if x is None and y is None:
        return tuple(wrap(places) for places in torch.nonzero(mask, as_tuple=True))
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    a, b, _ = operands(x, y)
    from ._operators import check_shapes

    check_shapes([mask, a, b])
    chosen = torch.where(mask, a, b)
    return wrap(chosen)


def isclose(a, b, rtol=1e-5, atol=1e-8, equal_nan=False):
    """Whether |a - b| <= atol + rtol * |b|."""
    x, y, kind = operands(a, b)
    kind = _types.as_float(kind)
    x, y = x.to(kind.torch), y.to(kind.torch)
    close = ((x - y).abs() <= atol + rtol * y.abs()) & torch.isfinite(y)
    close = close | (x == y)
    if equal_nan:
        close = close | (x.isnan() & y.isnan())
    return result(close)


def allclose(a, b, rtol=1e-5, atol=1e-8, equal_nan=False):
    return bool(asarray(isclose(a, b, rtol, atol, equal_nan))._torch_value.all())


def array_equal(a1, a2, equal_nan=False):
    a, b = asarray(a1), asarray(a2)
    if a.shape != b.shape:
        return False
    same = compare("eq", a, b)
    if equal_nan:
        same = same | (isnan(a) & isnan(b))
    return bool(asarray(same)._torch_value.all())


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    return result(torch.nan_to_num(asarray(x)._torch_value, nan, posinf, neginf))


def iscomplexobj(x):
    return False


def isscalar(element):
    from ._scalars import generic

    return isinstance(element, (int, float, complex, str, bytes, generic))


def may_share_memory(a, b):
    return asarray(a)._torch_value.untyped_storage().data_ptr() == asarray(b)._torch_value.untyped_storage().data_ptr()


shares_memory = may_share_memory
True_, False_ = bool_(True), bool_(False)
