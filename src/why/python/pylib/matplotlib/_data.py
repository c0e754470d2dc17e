"""Reads what programs pass as data: numbers, lists, tensors, arrays, and lists of any of these."""

import math


class Data:
    """Numbers in row-major order with their shape, or the names of categories."""

    def __init__(self, shape, values, names=None):
        self.shape, self.values, self.names = shape, values, names

    def __len__(self):
        return self.shape[0] if self.shape else 1

    def columns(self):
        """The columns of a table; one that has a single dimension is its only column."""
        width = self.shape[1] if len(self.shape) == 2 else 1
        return [self.values[column::width] for column in range(width)]


def read(value):
    if isinstance(value, (int, float)):
        return Data((), [float(value)])
    if value is None:
        return Data((), [math.nan])
    if isinstance(value, (str, bytes)):
        return Data((), None, [str(value)])
    if hasattr(value, "tolist") and hasattr(value, "shape"):
        return _read_array(value)
    if isinstance(value, (dict, set)):
        raise TypeError(f"unhashable type: {type(value).__name__!r}")
    items = list(value)
    if not items:
        return Data((0,), [])
    if isinstance(items[0], (str, bytes)):
        return Data((len(items),), None, [str(item) for item in items])
    if all(type(item) is float or type(item) is int for item in items):
        return Data((len(items),), [float(item) for item in items])
    parts = [read(item) for item in items]
    shape = parts[0].shape
    if any(part.shape != shape for part in parts):
        raise ValueError(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after 1 "
            f"dimensions. The detected shape was ({len(parts)},) + inhomogeneous part."
        )
    return Data((len(parts), *shape), [number for part in parts for number in part.values])


def _read_array(value):
    if getattr(value, "requires_grad", False):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    shape = tuple(value.shape)
    values = value.reshape(-1).tolist()
    if values and isinstance(values[0], complex):
        raise NotImplementedError("plotting complex numbers is not supported")
    return Data(shape, [float(number) for number in values])


def floats(value):
    """The numbers of something, whatever its shape; a single number is one of them."""
    data = read(value)
    if data.names is not None:
        raise TypeError(f"numbers are needed, not {data.names[0]!r}")
    return data.values


def spread(value, count, what):
    """One number for each of so many things, from a number for all or from one for each."""
    values = floats(value)
    if len(values) == 1:
        return values * count
    if len(values) != count:
        raise ValueError(what)
    return values


def steps(x, y, where):
    """The corners of a staircase through the points."""
    across, up = x[:1], y[:1]
    for place in range(1, len(x)):
        turn = {"pre": x[place - 1], "post": x[place], "mid": (x[place - 1] + x[place]) / 2}[where]
        across += [turn, turn, x[place]]
        up += [y[place - 1], y[place], y[place]]
    return across, up


THIN_ABOVE = 20_000


def thinned(x, y):
    """A long line with fewer points: of each stretch, its lowest and its highest, which is all that can be seen."""
    if len(y) <= THIN_ABOVE:
        return x, y
    stretch = -(-2 * len(y) // THIN_ABOVE)
    kept = []
    for start in range(0, len(y), stretch):
        part = y[start : start + stretch]
        low, high = start + part.index(min(part)), start + part.index(max(part))
        kept += [low] if low == high else [min(low, high), max(low, high)]
    kept = sorted({0, *kept, len(y) - 1})
    return [x[place] for place in kept], [y[place] for place in kept]


def every_nth(columns, limit=THIN_ABOVE):
    """Lists of one length with evenly chosen entries, if they are longer than the limit."""
    count = len(columns[0])
    if count <= limit:
        return columns
    step = -(-count // limit)
    return [column[::step] for column in columns]


def json(value):
    """A value as JSON. What isn't finite becomes null: a gap."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return '"' + "".join(_escaped(letter) for letter in value) + '"'
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return float.__repr__(value) if math.isfinite(value) else "null"
    if isinstance(value, dict):
        return "{" + ",".join(f"{json(key)}:{json(item)}" for key, item in value.items()) + "}"
    value = list(value)
    if value and all(type(item) is float for item in value):
        # Python writes a list of floats as JSON does, but for what isn't finite.
        return repr(value).replace("-inf", "null").replace("inf", "null").replace("nan", "null")
    return "[" + ",".join([json(item) for item in value]) + "]"


def _escaped(letter):
    if letter in '"\\':
        return "\\" + letter
    if "\ud800" <= letter <= "\udfff":
        return "\\ufffd"
    return letter if letter >= " " else f"\\u{ord(letter):04x}"
