"""`torch.testing`: comparing tensors with a tolerance, and saying how they differ."""

import torch as _torch
from torch import Tensor as _Tensor

__all__ = ["assert_close", "make_tensor"]

# Relative and absolute tolerance by element type; all others are compared exactly.
_TOLERANCES = {
    _torch.float16: (1e-3, 1e-5),
    _torch.bfloat16: (1.6e-2, 1e-5),
    _torch.float32: (1.3e-6, 1e-5),
    _torch.float64: (1e-7, 1e-7),
    _torch.complex64: (1.3e-6, 1e-5),
    _torch.complex128: (1e-7, 1e-7),
}


def _tolerances(dtypes, rtol, atol):
    found = [_TOLERANCES.get(dtype, (0.0, 0.0)) for dtype in dtypes]
    if rtol is None:
        rtol = max(pair[0] for pair in found)
        atol = max(pair[1] for pair in found)
    return rtol, atol


def assert_close(
    actual,
    expected,
    *,
    allow_subclasses=True,
    rtol=None,
    atol=None,
    equal_nan=False,
    check_device=True,
    check_dtype=True,
    check_layout=True,
    check_stride=False,
    msg=None,
):
    """Raises `AssertionError` unless both are equal up to the tolerances: numbers, tensors, and lists and dicts of them."""
    if (rtol is None) != (atol is None):
        raise ValueError(
            f"Both 'rtol' and 'atol' must be either specified or unspecified, but got rtol={rtol} and atol={atol} instead."
        )
    message = _difference(actual, expected, rtol, atol, equal_nan, check_dtype, check_stride, "")
    if message is not None:
        raise AssertionError(msg(message) if callable(msg) else msg or message)


def _difference(actual, expected, rtol, atol, equal_nan, check_dtype, check_stride, place):
    rest = rtol, atol, equal_nan, check_dtype, check_stride
    if isinstance(actual, dict) and isinstance(expected, dict):
        if actual.keys() != expected.keys():
            missing = [key for key in expected if key not in actual]
            more = [key for key in actual if key not in expected]
            return (
                f"The keys of the mappings do not match:\nMissing keys in the actual mapping: {sorted(missing)}\n"
                f"Additional keys in the actual mapping: {sorted(more)}"
            )
        pairs = [(key, actual[key], expected[key]) for key in actual]
    elif isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        if len(actual) != len(expected):
            return f"The length of the sequences mismatch: {len(actual)} != {len(expected)}"
        pairs = [(i, *pair) for i, pair in enumerate(zip(actual, expected))]
    else:
        return _one(actual, expected, *rest, place)
    for key, one, other in pairs:
        message = _difference(one, other, *rest, f"{place}[{key!r}]")
        if message is not None:
            return message if message.endswith("]") else f"{message}\n\nThe failure occurred for item {place}[{key!r}]"
    return None


def _one(actual, expected, rtol, atol, equal_nan, check_dtype, check_stride, place):
    if isinstance(actual, _Tensor) and isinstance(expected, _Tensor):
        return _tensors(actual, expected, rtol, atol, equal_nan, check_dtype, check_stride)
    numbers = (bool, int, float, complex)
    if isinstance(actual, numbers) and isinstance(expected, numbers):
        return _numbers(actual, expected, rtol, atol, equal_nan)
    if actual is None and expected is None:
        return None
    raise TypeError(
        "No comparison pair was able to handle inputs of type "
        f"{type(actual)} and {type(expected)}."
    )


def _numbers(actual, expected, rtol, atol, equal_nan):
    kinds = {bool: _torch.bool, int: _torch.int64, float: _torch.float64, complex: _torch.complex128}
    rtol, atol = _tolerances([kinds[type(actual)], kinds[type(expected)]], rtol, atol)
    if actual == expected or (equal_nan and actual != actual and expected != expected):
        return None
    far = abs(actual - expected)
    if far <= atol + rtol * abs(expected):
        return None
    kind = "Booleans" if isinstance(actual, bool) and isinstance(expected, bool) else "Scalars"
    if rtol == atol == 0 or kind == "Booleans":
        return f"{kind} are not equal!\n\nExpected {expected} but got {actual}." + (
            "" if kind == "Booleans" else f"\nAbsolute difference: {far}\nRelative difference: {_ratio(far, expected)}"
        )
    return (
        f"{kind} are not close!\n\nExpected {expected} but got {actual}.\n"
        f"Absolute difference: {far} (up to {atol} allowed)\n"
        f"Relative difference: {_ratio(far, expected)} (up to {rtol} allowed)"
    )


def _ratio(far, expected):
    return far / abs(expected) if expected else float("inf")


def _tensors(actual, expected, rtol, atol, equal_nan, check_dtype, check_stride):
    if actual.shape != expected.shape:
        return f"The values for attribute 'shape' do not match: {actual.shape} != {expected.shape}."
    if check_dtype and actual.dtype != expected.dtype:
        return f"The values for attribute 'dtype' do not match: {actual.dtype} != {expected.dtype}."
    if check_stride and actual.stride() != expected.stride():
        return f"The values for attribute 'stride()' do not match: {actual.stride()} != {expected.stride()}."
    rtol, atol = _tolerances([actual.dtype, expected.dtype], rtol, atol)
    actual, expected = actual.detach(), expected.detach()
    if actual.dtype != expected.dtype:
        dtype = _torch.promote_types(actual.dtype, expected.dtype)
        actual, expected = actual.to(dtype), expected.to(dtype)
    matches = _torch.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if matches.all():
        return None
    return _report(actual, expected, matches, rtol, atol)


def _report(actual, expected, matches, rtol, atol):
    exact = rtol == atol == 0
    kind = "Scalars" if actual.dim() == 0 else "Tensor-likes"
    title = f"{kind} are not {'equal' if exact else 'close'}!\n\n"
    wide = _torch.complex128 if actual.dtype.is_complex else _torch.float64
    if not (actual.dtype.is_floating_point or actual.dtype.is_complex):
        wide = _torch.int64
    actual, expected = actual.to(wide), expected.to(wide)
    far = (actual - expected).abs()
    far[matches] = 0
    ratio = far / expected.abs()
    ratio[matches] = 0
    allowed = [f" (up to {limit} allowed)" if not exact else "" for limit in (atol, rtol)]
    if actual.dim() == 0:
        return (
            f"{title}Expected {expected.item()} but got {actual.item()}.\n"
            f"Absolute difference: {far.item()}{allowed[0]}\nRelative difference: {ratio.item()}{allowed[1]}"
        )
    wrong, count = int((~matches).sum()), matches.numel()

    def greatest(values):
        at = int(values.argmax())
        index = tuple(int(i) for i in _torch.unravel_index(_torch.tensor(at), tuple(values.shape)))
        return f"{values.flatten()[at].item()} at index {index}"

    return (
        f"{title}Mismatched elements: {wrong} / {count} ({wrong / count:.1%})\n"
        f"Greatest absolute difference: {greatest(far)}{allowed[0]}\n"
        f"Greatest relative difference: {greatest(ratio)}{allowed[1]}"
    )


def make_tensor(*shape, **options):
    raise NotImplementedError("torch.testing.make_tensor is not supported here")
