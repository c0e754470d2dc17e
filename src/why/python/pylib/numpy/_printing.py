"""Arrays as text: columns of equal width, as few digits as tell the numbers apart, and dots for what is too much."""

import math

import torch

_options = {
    "edgeitems": 3,
    "threshold": 1000,
    "floatmode": "maxprec",
    "precision": 8,
    "suppress": False,
    "linewidth": 75,
    "nanstr": "nan",
    "infstr": "inf",
    "sign": "-",
    "formatter": None,
    "legacy": False,
    "override_repr": None,
}
# From these on, numbers of a type are written with exponents.
_LARGE = {"float64": 1e8, "float32": 1e6, "float16": 1e3}


def set_printoptions(**options):
    for name, value in options.items():
        if name not in _options:
            raise TypeError(f"set_printoptions() got an unexpected keyword argument '{name}'")
        if name == "floatmode" and value not in (None, "fixed", "unique", "maxprec", "maxprec_equal"):
            raise ValueError(
                "floatmode option must be one of "
                '"fixed", "unique", "maxprec", "maxprec_equal"'
            )
        if name in ("legacy", "override_repr") and value:
            raise NotImplementedError(f"numpy.set_printoptions({name}=...) is not supported")
        if name == "formatter":
            _options["formatter"] = value
        elif value is not None:
            _options[name] = value


def get_printoptions():
    return dict(_options)


class printoptions:
    """Options for the length of a `with` block."""

    def __init__(self, **options):
        self.options = options

    def __enter__(self):
        self.before = dict(_options)
        set_printoptions(**self.options)
        return dict(_options)

    def __exit__(self, kind, value, traceback):
        _options.update(self.before)


def shortest(values, kind):
    """The numbers of Python's with the fewest digits that are these elements and no others of their type."""
    if kind.name == "float64":
        return values
    exact = torch.tensor(values, dtype=torch.float64)
    found = list(values)
    missing = [place for place, value in enumerate(values) if math.isfinite(value)]
    for digits in range(1, 10):
        if not missing:
            break
        tries = [float(f"{values[place]:.{digits - 1}e}") for place in missing]
        rounded = torch.tensor(tries, dtype=torch.float64).to(kind.torch).to(torch.float64)
        same = (rounded == exact[missing]).tolist()
        for place, value, ok in zip(missing, tries, same):
            if ok:
                found[place] = value
        missing = [place for place, ok in zip(missing, same) if not ok]
    return found


def _positional(value, short, precision):
    """A number as its whole part, a dot and decimals: the shortest, rounded if there are more than the precision."""
    text = f"{short:.17f}" if abs(short) < 1e-4 else repr(short)
    if "e" in text or "inf" in text:
        text = f"{short:.1f}"
    if abs(short) < 1e-4 and short:
        digits, exponent = repr(short).split("e")
        places = len(digits.lstrip("-").replace(".", "").rstrip("0")) - 1 - int(exponent)
        text = f"{short:.{places}f}"
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if precision is not None and len(decimals) > precision:
        whole, _, decimals = f"{value:.{precision}f}".partition(".")
        decimals = decimals.rstrip("0")
    return whole, decimals


def _scientific(value, short, precision):
    """A number as the whole part, the decimals and the exponent of its scientific form."""
    digits, _, exponent = f"{short:.17e}".partition("e")
    text = repr(short)
    mantissa = (text.partition("e")[0]).lstrip("-").replace(".", "").strip("0")
    decimals = max(len(mantissa) - 1, 0)
    if precision is not None:
        decimals = min(decimals, precision)
    source = short if precision is None or max(len(mantissa) - 1, 0) <= precision else value
    digits, _, exponent = f"{source:.{decimals}e}".partition("e")
    whole, _, fraction = digits.partition(".")
    return whole, fraction.rstrip("0"), exponent


def float_format(values, kind, options):
    """A function that writes one of these numbers so that all of them stand in line."""
    finite = [value for value in values if math.isfinite(value)]
    shorts = dict(zip(map(_key, finite), shortest(finite, kind)))
    mode = options["floatmode"]
    precision = None if mode == "unique" else options["precision"]
    sizes = [abs(value) for value in finite if value]
    scientific = bool(sizes) and (
        max(sizes) >= _LARGE[kind.name]
        or (not options["suppress"] and (min(sizes) < 1e-4 or max(sizes) / min(sizes) > 1000.0))
    )
    if scientific:
        write, left, right = _scientific_format(finite, shorts, precision, mode)
    else:
        write, left, right = _positional_format(finite, shorts, precision, mode)
    if options["sign"] == " " and not any(math.copysign(1, value) < 0 for value in finite):
        left += 1
    if len(finite) != len(values):
        signed = options["sign"] != "-" or any(value == -math.inf for value in values)
        width = right + 1 if finite else 1
        left = max(left, len(options["nanstr"]) - width, len(options["infstr"]) + signed - width)

    def text(value):
        if not math.isfinite(value):
            sign = "-" if value < 0 else "+" if options["sign"] == "+" else ""
            word = options["nanstr"] if math.isnan(value) else options["infstr"]
            return f"{sign}{word}".rjust(left + right + 1)
        whole, rest = write(value)
        if options["sign"] == "+" and not whole.startswith("-"):
            whole = "+" + whole
        return whole.rjust(left) + rest.ljust(right + 1)

    return text


def _key(value):
    """What tells numbers apart in a table, minus zero from zero too."""
    return value or repr(value)


def _positional_format(finite, shorts, precision, mode):
    parts = {_key(value): _positional(value, shorts[_key(value)], precision) for value in finite}
    if mode == "fixed":
        texts = {_key(value): f"{value:.{precision}f}" for value in finite}
        parts = {key: (text.partition(".")[0], text.partition(".")[2]) for key, text in texts.items()}
    left = max((len(whole) for whole, _ in parts.values()), default=0)
    right = max((len(decimals) for _, decimals in parts.values()), default=0)
    padded = mode in ("fixed", "maxprec_equal")

    def write(value):
        whole, decimals = parts.get(_key(value)) or _positional(value, value, precision)
        return whole, "." + (decimals.ljust(right, "0") if padded else decimals)

    return write, left, right


def _scientific_format(finite, shorts, precision, mode):
    parts = {_key(value): _scientific(value, shorts[_key(value)], precision) for value in finite}
    decimals = precision if mode == "fixed" else max(len(fraction) for _, fraction, _ in parts.values())
    exponents = max(len(exponent) for _, _, exponent in parts.values()) - 1
    left = max(len(whole) for whole, _, _ in parts.values())

    def write(value):
        digits, _, exponent = f"{value:.{decimals}e}".partition("e")
        short = shorts.get(_key(value), value)
        if float(f"{short:.{decimals}e}") == short:
            digits, _, exponent = f"{short:.{decimals}e}".partition("e")
        whole, _, fraction = digits.partition(".")
        return whole, f".{fraction}e{exponent[0]}{exponent[1:].zfill(exponents)}"

    return write, left, exponents + 2 + decimals


def _format_of(array, shown, options):
    """A function that writes one element of an array."""
    kind = array.dtype
    chosen = options["formatter"] or {}
    names = {"f": ("float", "float_kind"), "i": ("int", "int_kind"), "u": ("int", "int_kind"), "b": ("bool",)}[kind.kind]
    for name in (*names, "numpystr", "all"):
        if name in chosen:
            return lambda value: chosen[name](kind.type(value))
    if kind.kind == "b":
        true = "True" if array.ndim == 0 else " True"
        return lambda value: true if value else "False"
    if kind.kind in "iu":
        sign = options["sign"] if options["sign"] != "-" else ""
        if sign == " " and any(value < 0 for value in shown):
            sign = ""
        width = max((len(format(value, f"{sign}d")) for value in (min(shown), max(shown))), default=0) if shown else 0
        return lambda value: format(value, f"{sign}{width}d") if width else str(value)
    return float_format(shown, kind, options)


def _shown(nested, depth, edge, summarized):
    """The elements that will be seen of nested lists."""
    if depth == 0:
        return [nested]
    if summarized and len(nested) > 2 * edge:
        nested = nested[:edge] + nested[-edge:]
    return [element for item in nested for element in _shown(item, depth - 1, edge, summarized)]


def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *, suffix="", **more):
    options = dict(_options)
    given = dict(more, linewidth=max_line_width, precision=precision, suppress=suppress_small)
    for name, value in given.items():
        if name not in options:
            raise TypeError(f"array2string() got an unexpected keyword argument '{name}'")
        if value is not None:
            options[name] = value
    if a.size == 0:
        return "[]"
    summarized = a.size > options["threshold"]
    edge = options["edgeitems"]
    if summarized:
        a = _edges(a, edge)
    nested = a.tolist()
    write = _format_of(a, _shown(nested, a.ndim, edge, summarized), options)
    if a.ndim == 0:
        return write(nested)
    width = options["linewidth"] - len(suffix)
    return _nested_text(nested, a.ndim, write, " " * (len(prefix) + 1), width, separator, edge if summarized else None)


def _edges(a, edge):
    """Long rows cut down to one more than their ends: no more of them is written."""
    from ._array import wrap

    tensor = a._torch_value
    for dimension, size in enumerate(a.shape):
        if size > 2 * edge + 1:
            ends = torch.cat([torch.arange(edge + 1), torch.arange(size - edge, size)])
            tensor = tensor.index_select(dimension, ends)
    return wrap(tensor)


def _nested_text(nested, depth, write, indent, width, separator, edge):
    """Brackets around rows; `edge` says how many of each end are shown where rows are cut."""
    if depth == 0:
        return write(nested)
    cut = edge is not None and len(nested) > 2 * edge
    items = (nested[:edge] + [None] + nested[len(nested) - edge :]) if cut else nested
    inner = width - 1
    if depth > 1:
        line_end = separator.rstrip() + "\n" * (depth - 1)
        texts = [
            "..." if item is None and cut else _nested_text(item, depth - 1, write, indent + " ", inner, separator, edge)
            for item in items
        ]
        return "[" + (line_end + indent).join(texts) + "]"
    room = width - max(len(separator.rstrip()), 1)
    done, line = "", indent
    for place, item in enumerate(items):
        word = "..." if item is None and cut else write(item)
        if len(line) + len(word) > room and len(line) > len(indent):
            done += line.rstrip() + "\n"
            line = indent
        line += word
        if place < len(items) - 1:
            line += separator
    return "[" + (done + line)[len(indent) :] + "]"


def array_repr(a, max_line_width=None, precision=None, suppress_small=None):
    prefix = "array("
    body = array2string(a, max_line_width, precision, suppress_small, ", ", prefix, suffix=")")
    extras = []
    if (a.size == 0 and a.shape != (0,)) or a.size > _options["threshold"]:
        extras.append(f"shape={a.shape}")
    if a.dtype.name not in ("float64", "int64", "bool") or a.size == 0:
        extras.append(f"dtype={a.dtype.name}")
    if not extras:
        return f"{prefix}{body})"
    text, extra = f"{prefix}{body},", ", ".join(extras) + ")"
    last_line = len(text) - (text.rfind("\n") + 1)
    width = max_line_width if max_line_width is not None else _options["linewidth"]
    return text + ("\n" + " " * len(prefix) if last_line + len(extra) + 1 > width else " ") + extra


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    if a.ndim == 0:
        return str(a[()])
    return array2string(a, max_line_width, precision, suppress_small, " ", "")
