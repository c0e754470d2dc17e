"""numpy.testing: assertions that say how far arrays are apart."""

import torch

from . import _ufuncs
from ._array import asarray, wrap
from ._operators import operands
from ._printing import array_repr


def _texts(actual, desired):
    lines = []
    for name, array in (("ACTUAL", actual), ("DESIRED", desired)):
        lines.append(f" {name}: {array_repr(array)}")
    return "\n".join(lines)


def _fail(header, actual, desired, wrong, err_msg, relative=True):
    lines = ["", header if not err_msg else f"{header}\n{err_msg}"]
    total, count = wrong.numel(), int(wrong.sum())
    share = 100 * count / total
    lines.append(f"Mismatched elements: {count} / {total} ({share:.3g}%)")
    a, b, kind = operands(actual, desired)
    if kind.kind != "b":
        distance = (a.to(torch.float64) - b.to(torch.float64)).abs()
        finite = wrong & torch.isfinite(distance)
        largest = distance[finite].max() if bool(finite.any()) else distance[wrong].max()
        lines.append(f"Max absolute difference among violations: {_number(largest, kind)}")
        sizes = b.to(torch.float64).abs().expand(distance.shape)
        nonzero = finite & (sizes != 0)
        ratio = (distance[nonzero] / sizes[nonzero]).max() if bool(nonzero.any()) else torch.tensor(float("inf"))
        if bool((finite & (sizes == 0)).any()):
            ratio = torch.tensor(float("inf"))
        lines.append(f"Max relative difference among violations: {_number(ratio, kind)}")
    lines.append(_texts(asarray(actual), asarray(desired)))
    raise AssertionError("\n".join(lines))


def _number(tensor, kind):
    value = tensor.item()
    return str(int(value)) if kind.kind in "iu" and value == int(value) else f"{value:.8g}"


def _compared(actual, desired, header, err_msg, close):
    a, b = asarray(actual), asarray(desired)
    if a.shape != b.shape and a.ndim and b.ndim:
        raise AssertionError(f"\n{header}\n{err_msg}(shapes {a.shape}, {b.shape} mismatch)\n{_texts(a, b)}")
    wrong = ~asarray(close(a, b))._torch_value
    if bool(wrong.any()):
        _fail(header, a, b, wrong, err_msg)


def assert_allclose(actual, desired, rtol=1e-7, atol=0, equal_nan=True, err_msg="", verbose=True, **kwargs):
    header = f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}"
    _compared(actual, desired, header, err_msg, lambda a, b: _ufuncs.isclose(a, b, rtol, atol, equal_nan))


def assert_array_equal(actual, desired, err_msg="", verbose=True, **kwargs):
    def same(a, b):
        found = asarray(a == b)._torch_value
        if a.dtype.kind == b.dtype.kind == "f":
            found = found | (a._torch_value.isnan() & b._torch_value.isnan())
        return wrap(found)

    _compared(actual, desired, "Arrays are not equal", err_msg, same)


def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
    header = f"Arrays are not almost equal to {decimal} decimals"
    _compared(actual, desired, header, err_msg, lambda a, b: _ufuncs.absolute(a - b) < 1.5 * 10.0**-decimal)


def assert_equal(actual, desired, err_msg="", verbose=True):
    if hasattr(actual, "_torch_value") or hasattr(desired, "_torch_value") or isinstance(desired, (list, tuple)):
        return assert_array_equal(actual, desired, err_msg)
    if not actual == desired and not (actual != actual and desired != desired):
        raise AssertionError(f"\nItems are not equal:{err_msg}\n ACTUAL: {actual!r}\n DESIRED: {desired!r}")


def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
    if asarray(actual).ndim or asarray(desired).ndim:
        return assert_array_almost_equal(actual, desired, decimal, err_msg)
    if not abs(desired - actual) < 1.5 * 10.0**-decimal:
        raise AssertionError(
            f"\nArrays are not almost equal to {decimal} decimals{err_msg}\n ACTUAL: {actual!r}\n DESIRED: {desired!r}"
        )


def assert_(val, msg=""):
    if not val:
        raise AssertionError(msg)


def assert_raises(exception, function=None, *args, **kwargs):
    class Expecting:
        def __enter__(self):
            return self

        def __exit__(self, kind, value, traceback):
            if kind is None:
                raise AssertionError(f"{exception.__name__} not raised")
            return issubclass(kind, exception)

    if function is None:
        return Expecting()
    with Expecting():
        function(*args, **kwargs)
