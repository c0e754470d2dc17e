"""Arithmetic and comparison of arrays: the types of results, shapes that fit, and what NumPy warns of."""

import operator
import warnings

import torch

from . import _types
from ._scalars import generic
from ._types import check_fits, promote, promote_weak

_errors = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}
# What the functions behind operators are called in messages.
UFUNC = {
    "add": "add",
    "sub": "subtract",
    "mul": "multiply",
    "truediv": "divide",
    "floordiv": "floor_divide",
    "mod": "remainder",
    "pow": "power",
    "and": "bitwise_and",
    "or": "bitwise_or",
    "xor": "bitwise_xor",
    "lshift": "left_shift",
    "rshift": "right_shift",
    "eq": "equal",
    "ne": "not_equal",
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
}


class UFuncTypeError(TypeError):
    pass


UFuncTypeError.__module__ = "numpy._core._exceptions"


def operands(left, right, out=None):
    """The tensors of both operands, in the type of their result, which is returned too."""
    tensors, kinds = [], []
    for value in (left, right):
        if isinstance(value, generic):
            tensors.append(value._torch_value)
            kinds.append(value.dtype)
        elif isinstance(value, (bool, int, float)):
            tensors.append(value)
            kinds.append(type(value))
        else:
            from ._array import asarray

            array = asarray(value)
            tensors.append(array._torch_value)
            kinds.append(array.dtype)
    strong = [kind for kind in kinds if isinstance(kind, _types.dtype)]
    weak = [kind for kind in kinds if not isinstance(kind, _types.dtype)]
    kind = strong[0] if strong else _types.find(weak.pop())
    for other in strong[1:]:
        kind = promote(kind, other)
    for other in weak:
        kind = promote_weak(kind, other)
    for place, value in enumerate(tensors):
        if not isinstance(value, torch.Tensor):
            if type(value) is int:
                check_fits(value, kind)
            tensors[place] = torch.tensor(value, dtype=kind.torch)
    check_shapes(tensors, out)
    return tensors[0].to(kind.torch), tensors[1].to(kind.torch), kind


def check_shapes(tensors, out=None):
    """Refuses shapes that can't be broadcast."""
    rank = max(tensor.dim() for tensor in tensors)
    sizes = [(1,) * (rank - tensor.dim()) + tuple(tensor.shape) for tensor in tensors]
    for dimension in zip(*sizes):
        if len({size for size in dimension if size != 1}) > 1:
            shapes = " ".join(shape_text(tuple(each.shape)) for each in (*tensors, *(() if out is None else (out,))))
            raise ValueError(f"operands could not be broadcast together with shapes {shapes} ")


def shape_text(shape):
    return "(" + ",".join("newaxis" if size == -1 else str(size) for size in shape) + ("," if len(shape) == 1 else "") + ")"


def operate(name, left, right, out=None):
    """What an operator gives."""
    from ._array import result

    a, b, kind = operands(left, right, out)
    if kind.kind == "b" and name == "sub":
        raise TypeError(
            "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the "
            "logical_xor function instead."
        )
    if name in ("and", "or", "xor", "lshift", "rshift") and kind.kind == "f":
        raise TypeError(
            f"ufunc '{UFUNC[name]}' not supported for the input types, and the inputs could not be safely coerced to any "
            "supported types according to the casting rule ''safe''"
        )
    tensor = _compute(name, a, b, kind)
    if out is None:
        return result(tensor)
    return _store(name, tensor, out)


def _compute(name, a, b, kind):
    if name == "truediv":
        kind = kind if kind.kind == "f" else _types.find(float)
        a, b = a.to(kind.torch), b.to(kind.torch)
        return checked(torch.true_divide(a, b), "divide", a, b)
    if name in ("floordiv", "mod"):
        return _divide_whole(name, a, b, kind)
    if name == "pow":
        if kind.kind == "b":
            a, b, kind = a.to(torch.int8), b.to(torch.int8), _types.find("int8")
        if kind.kind in "iu" and bool((b < 0).any()):
            raise ValueError("Integers to negative integer powers are not allowed.")
        return checked(torch.pow(a, b), "power", a, b)
    if kind.kind == "b" and name in ("add", "mul"):
        return a | b if name == "add" else a & b
    function = {
        "add": torch.add,
        "sub": torch.sub,
        "mul": torch.mul,
        "and": operator.and_,
        "or": operator.or_,
        "xor": operator.xor,
        "lshift": operator.lshift,
        "rshift": operator.rshift,
    }[name]
    tensor = function(a, b)
    return checked(tensor, UFUNC[name], a, b) if kind.kind == "f" else tensor


def _divide_whole(name, a, b, kind):
    if kind.kind == "b":
        a, b = a.to(torch.int8), b.to(torch.int8)
    function = torch.floor_divide if name == "floordiv" else torch.remainder
    if kind.kind == "f":
        return checked(function(a, b), UFUNC[name], a, b)
    zero = b == 0
    if not bool(zero.any()):
        return function(a, b)
    warn("divide", f"divide by zero encountered in {UFUNC[name]}")
    quotient = function(a, torch.where(zero, torch.ones_like(b), b))
    return torch.where(zero, torch.zeros_like(quotient), quotient)


def _store(name, tensor, out):
    """Puts the result of `a += b` into a."""
    kind, wanted = _types.of_tensor(tensor), out.dtype
    order = "biuf"
    if order.index(kind.kind) > order.index("i" if wanted.kind == "u" else wanted.kind):
        raise UFuncTypeError(
            f"Cannot cast ufunc '{UFUNC[name]}' output from {kind!r} to {wanted!r} with casting rule 'same_kind'"
        )
    if tuple(tensor.shape) != out.shape:
        raise ValueError(
            f"non-broadcastable output operand with shape {shape_text(out.shape)} doesn't match the broadcast shape "
            f"{shape_text(tuple(tensor.shape))}"
        )
    out._torch_value.copy_(tensor)
    return out


def compare(name, left, right):
    """What a comparison gives: whether it holds, element by element."""
    from ._array import result

    if right is None or isinstance(right, (str, dict)):
        if name not in ("eq", "ne"):
            sign = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}[name]
            raise TypeError(f"'{sign}' not supported between instances of 'int' and '{type(right).__name__}'")
        return result(torch.full_like(left._torch_value, name == "ne", dtype=torch.bool))
    a, b, _ = operands(left, right)
    return result(getattr(torch, name)(a, b))


def negate(array):
    from ._array import result

    if array.dtype.kind == "b":
        raise TypeError(
            "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not "
            "function instead."
        )
    return result(-array._torch_value)


def invert(array):
    from ._array import result

    if array.dtype.kind == "f":
        raise TypeError(
            "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to any "
            "supported types according to the casting rule ''safe''"
        )
    return result(~array._torch_value)


def warn(category, message):
    if _errors[category] == "raise":
        raise FloatingPointError(message)
    if _errors[category] == "warn":
        warnings.warn(message, RuntimeWarning, stacklevel=6)


def checked(tensor, name, *inputs):
    """The tensor itself, after the warnings for what came out of finite numbers without being one."""
    if not tensor.is_floating_point() or bool(torch.isfinite(tensor).all()):
        return tensor
    usable = torch.ones_like(tensor, dtype=torch.bool)
    for value in inputs:
        usable = usable & torch.isfinite(value)
    infinite, undefined = torch.isinf(tensor) & usable, torch.isnan(tensor) & usable
    if bool(infinite.any()):
        if name in ("divide", "floor_divide"):
            by_zero = infinite & (inputs[1] == 0)
        elif name in ("log", "log2", "log10", "log1p", "reciprocal"):
            by_zero = infinite
        elif name == "power":
            by_zero = infinite & (inputs[0] == 0)
        else:
            by_zero = torch.zeros_like(infinite)
        if bool(by_zero.any()):
            warn("divide", f"divide by zero encountered in {name}")
        if bool((infinite & ~by_zero).any()):
            warn("over", f"overflow encountered in {name}")
    if bool(undefined.any()):
        warn("invalid", f"invalid value encountered in {name}")
    return tensor


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Says what becomes of division by zero and the like: 'warn', 'ignore' or 'raise'. Returns what held before."""
    before = dict(_errors)
    for name, value in (("divide", divide), ("over", over), ("under", under), ("invalid", invalid)):
        value = value or all
        if value is not None:
            if value not in ("ignore", "warn", "raise", "call", "print", "log"):
                raise ValueError(f"invalid error type: {value!r}")
            if value in ("call", "print", "log"):
                raise NotImplementedError(f"numpy.seterr({name}={value!r}) is not supported")
            _errors[name] = value
    return before


class errstate:
    """The same for the length of a `with` block."""

    def __init__(self, **kinds):
        self.kinds = kinds

    def __enter__(self):
        self.before = seterr(**self.kinds)

    def __exit__(self, kind, value, traceback):
        _errors.update(self.before)
