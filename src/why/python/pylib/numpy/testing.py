"""numpy.testing: assertions that say how far arrays are apart."""

import torch

from . import _ufuncs
from ._array import asarray, wrap
from ._operators import operands
from ._printing import array2string, array_repr


def _message(arrays, header, err_msg=""):
    lines = ["\n" + header]
    if err_msg:
        if "\n" not in err_msg and len(err_msg) < 79 - len(header):
            lines = [lines[0] + " " + err_msg]
        else:
            lines.append(err_msg)
    for name, array in zip(("ACTUAL", "DESIRED"), arrays):
        text = array_repr(array, precision=6)
        if text.count("\n") > 3:
            text = "\n".join(text.splitlines()[:3]) + "..."
        lines.append(f" {name}: {text}")
    return "\n".join(lines)


def _compared(actual, desired, header, err_msg, close, equal_nan=True):
    """Raises unless all elements are close; NaN and infinity have to be in the same places."""
    pair = asarray(actual), asarray(desired)
    if pair[0].shape != pair[1].shape and pair[0].ndim and pair[1].ndim:
        reason = f"\n(shapes {pair[0].shape}, {pair[1].shape} mismatch)"
        raise AssertionError(_message(pair, header, err_msg + reason))
    x, y = torch.broadcast_tensors(*(array._torch_value for array in pair))
    special = torch.zeros(x.shape, dtype=torch.bool)
    for name, function in (("nan", torch.isnan), ("inf", torch.isinf)):
        if name == "nan" and not equal_nan:
            continue
        places = function(x)
        if not torch.equal(places, function(y)):
            raise AssertionError(_message(pair, header, err_msg + f"\n{name} location mismatch:"))
        if name == "inf" and not torch.equal(x[places], y[places].to(x.dtype)):
            shown = [wrap(tensor[places]) for tensor in (x, y)] if places.dim() else pair
            raise AssertionError(_message(shown, header, err_msg + "\ninf values mismatch:"))
        special = special | places
    wrong = ~asarray(close(wrap(x), wrap(y)))._torch_value & ~special
    if bool(wrong.any()):
        raise AssertionError(_message(pair, header, err_msg + "\n" + "\n".join(_remarks(pair, x, y, wrong))))


def _remarks(pair, x, y, wrong):
    """How many elements are wrong, where the first are, and by how much the worst is."""
    count = int(wrong.sum())
    lines = [f"Mismatched elements: {count} / {wrong.numel()} ({100 * count / wrong.numel():.3g}%)"]
    if wrong.dim():
        places = torch.nonzero(wrong)[:5].tolist()
        values = [[array if array.ndim == 0 else array[tuple(place)] for array in pair] for place in places]
        text = "\n".join(f" {place}: {one} (ACTUAL), {other} (DESIRED)" for place, (one, other) in zip(places, values))
        title = "Mismatch at index" if count == 1 else "Mismatch at indices" if count <= 5 else "First 5 mismatches are at indices"
        lines.append(f"{title}:\n{text}")
    a, b, kind = operands(wrap(x), wrap(y))
    if kind.kind == "b":
        return lines
    distance, size = (a - b).abs()[wrong], b.abs()[wrong]
    ratios = distance.to(torch.float64) / size.to(torch.float64) if kind.kind in "iu" else distance / size
    lines.append(f"Max absolute difference among violations: {array2string(wrap(distance.max()))}")
    known = size != 0
    worst = ratios[known].max() if bool(known.any()) else torch.tensor(float("inf"), dtype=torch.float64)
    lines.append(f"Max relative difference among violations: {array2string(wrap(worst))}")
    return lines


def assert_allclose(actual, desired, rtol=1e-7, atol=0, equal_nan=True, err_msg="", verbose=True, **kwargs):
    header = f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}"
    _compared(actual, desired, header, err_msg, lambda a, b: _ufuncs.isclose(a, b, rtol, atol), equal_nan)


def assert_array_equal(actual, desired, err_msg="", verbose=True, **kwargs):
    _compared(actual, desired, "Arrays are not equal", err_msg, lambda a, b: a == b)


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
