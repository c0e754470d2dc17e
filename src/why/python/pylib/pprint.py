"""Prints nested containers over several lines where one would be too wide."""

import sys

__all__ = ["PrettyPrinter", "isreadable", "isrecursive", "pformat", "pp", "pprint", "saferepr"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """What `pprint` would print, as a text without the last newline."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._flat(object, set(), 0)[0]


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)


class _Key:
    """Puts keys of any types into an order: by value where they compare, else by type and identity."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return bool(self.value < other.value)
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


def _pair_key(pair):
    return _Key(pair[0]), _Key(pair[1])


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth, self._step, self._width = depth, indent, width
        self._stream, self._compact, self._sort = stream, compact, sort_dicts
        self._underscores = underscore_numbers

    def pprint(self, object):
        stream = sys.stdout if self._stream is None else self._stream
        stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        parts = []
        self._write(object, parts.append, 0, 0, set(), 0)
        return "".join(parts)

    def format(self, object, context, maxlevels, level):
        return self._flat(object, set(context), level)

    def isreadable(self, object):
        _, readable, recursive = self._flat(object, set(), 0)
        return readable and not recursive

    def isrecursive(self, object):
        return self._flat(object, set(), 0)[2]

    def _flat(self, value, inside, level):
        """(text on one line, could it be read back, does it contain itself)."""
        kind = type(value)
        if kind is int and self._underscores:
            return f"{value:_d}", True, False
        shape = kind.__repr__
        if shape is dict.__repr__ or shape in (list.__repr__, tuple.__repr__):
            if not value:
                return repr(value), True, False
            opening, closing = "{}" if shape is dict.__repr__ else "[]" if shape is list.__repr__ else "()"
            if self._depth is not None and level >= self._depth:
                comma = "," if shape is tuple.__repr__ and len(value) == 1 else ""
                return f"{opening}...{comma}{closing}", False, id(value) in inside
            if id(value) in inside:
                return f"<Recursion on {kind.__name__} with id={id(value)}>", False, True
            inside.add(id(value))
            readable, recursive, shown = True, False, []
            if shape is dict.__repr__:
                items = sorted(value.items(), key=_pair_key) if self._sort else value.items()
            else:
                items = [(v,) for v in value]
            for item in items:
                texts = []
                for v in item:
                    text, fine, again = self._flat(v, inside, level + 1)
                    texts.append(text)
                    readable, recursive = readable and fine, recursive or again
                shown.append(": ".join(texts))
            inside.discard(id(value))
            comma = "," if shape is tuple.__repr__ and len(value) == 1 else ""
            return f"{opening}{', '.join(shown)}{comma}{closing}", readable, recursive
        text = repr(value)
        return text, bool(text) and not text.startswith("<"), False

    def _write(self, value, out, indent, allowance, inside, level):
        """Writes a value that begins in column `indent`; `allowance` characters follow its last line."""
        if id(value) in inside:
            out(f"<Recursion on {type(value).__name__} with id={id(value)}>")
            return
        text = self._flat(value, set(inside), level)[0]
        kind = type(value)
        if len(text) > self._width - indent - allowance:
            writer = _WRITERS.get(kind.__repr__)
            if writer is None and hasattr(kind, "__dataclass_fields__") and _writes_itself(kind):
                writer = PrettyPrinter._write_dataclass
            if writer is None:
                writer = _named_writer(kind)
            if writer is not None and not (self._depth is not None and level + 1 > self._depth):
                inside.add(id(value))
                writer(self, value, out, indent, allowance, inside, level + 1)
                inside.discard(id(value))
                return
        out(text)

    def _write_dict(self, value, out, indent, allowance, inside, level):
        out("{")
        if self._step > 1:
            out((self._step - 1) * " ")
        items = sorted(value.items(), key=_pair_key) if self._sort else list(value.items())
        indent += self._step
        for i, (key, item) in enumerate(items):
            last = i == len(items) - 1
            text = self._flat(key, set(inside), level)[0]
            out(text + ": ")
            self._write(item, out, indent + len(text) + 2, allowance + 1 if last else 1, inside, level)
            if not last:
                out(",\n" + " " * indent)
        out("}")

    def _write_list(self, value, out, indent, allowance, inside, level):
        out("[")
        self._write_items(value, out, indent, allowance + 1, inside, level)
        out("]")

    def _write_tuple(self, value, out, indent, allowance, inside, level):
        closing = ",)" if len(value) == 1 else ")"
        out("(")
        self._write_items(value, out, indent, allowance + len(closing), inside, level)
        out(closing)

    def _write_set(self, value, out, indent, allowance, inside, level):
        if not value:
            out(repr(value))
            return
        kind = type(value)
        opening, closing = ("{", "}") if kind is set else (kind.__name__ + "({", "})")
        out(opening)
        self._write_items(sorted(value, key=_Key), out, indent + len(opening) - 1, allowance + len(closing), inside, level)
        out(closing)

    def _write_items(self, items, out, indent, allowance, inside, level):
        indent += self._step
        if self._step > 1:
            out((self._step - 1) * " ")
        items = list(items)
        room = most = self._width - indent + 1
        separator = ""
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                most, room = most - allowance, room - allowance
            if self._compact:
                size = len(self._flat(item, set(inside), level)[0]) + 2
                if room < size:
                    room = most
                    separator = separator and ",\n" + " " * indent
                if room >= size:
                    room -= size
                    out(separator)
                    separator = ", "
                    out(self._flat(item, set(inside), level)[0])
                    continue
            out(separator)
            separator = ",\n" + " " * indent
            self._write(item, out, indent, allowance if last else 1, inside, level)

    def _write_str(self, value, out, indent, allowance, inside, level):
        """A long text as several literals, one a line, cut between words."""
        lines = value.splitlines(True)
        if level == 1:
            indent, allowance = indent + 1, allowance + 1
        widest = most = self._width - indent
        chunks = []
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                most -= allowance
            if len(text) <= most:
                chunks.append(text)
                continue
            words, current = _words(line), ""
            most = widest
            for j, word in enumerate(words):
                if j == len(words) - 1 and i == len(lines) - 1:
                    most -= allowance
                if current and len(repr(current + word)) > most:
                    chunks.append(repr(current))
                    current = word
                else:
                    current += word
            if current:
                chunks.append(repr(current))
        text = ("\n" + " " * indent).join(chunks)
        out(f"({text})" if level == 1 and len(chunks) > 1 else text)

    def _write_dataclass(self, value, out, indent, allowance, inside, level):
        shown = [(f.name, getattr(value, f.name)) for f in value.__dataclass_fields__.values() if f.repr]
        name = type(value).__name__
        out(name + "(")
        self._write_fields(shown, out, indent + len(name) + 1, allowance, inside, level)
        out(")")

    def _write_fields(self, items, out, indent, allowance, inside, level):
        for i, (name, item) in enumerate(items):
            last = i == len(items) - 1
            out(name + "=")
            self._write(item, out, indent + len(name) + 1, allowance if last else 1, inside, level)
            if not last:
                out(",\n" + " " * indent)


def _words(line):
    """Words, each with the spaces after it."""
    words, start, i = [], 0, 0
    while i < len(line):
        while i < len(line) and not line[i].isspace():
            i += 1
        while i < len(line) and line[i].isspace():
            i += 1
        words.append(line[start:i])
        start = i
    return words


def _writes_itself(kind):
    return getattr(kind.__repr__, "__qualname__", "").endswith("__repr__") and "dataclasses" in str(
        getattr(kind.__repr__, "__module__", "")
    )


def _named_writer(kind):
    """For what `collections` and `types` have: the name, and in its parentheses the contents."""
    if kind.__module__ != "collections" and kind.__name__ != "SimpleNamespace":
        return None

    def write(printer, value, out, indent, allowance, inside, level):
        name = kind.__name__
        if name == "OrderedDict":
            out("OrderedDict(")
            printer._write(list(value.items()), out, indent + 12, allowance + 1, inside, level)
            out(")")
        elif name == "Counter":
            out("Counter({")
            if printer._step > 1:
                out((printer._step - 1) * " ")
            plain = PrettyPrinter(printer._step, printer._width, printer._depth, sort_dicts=False)
            parts = []
            plain._write_dict(dict(value.most_common()), parts.append, indent + 8, allowance + 2, inside, level)
            out("".join(parts)[1:-1] + "})")
        elif name == "defaultdict":
            factory = printer._flat(value.default_factory, set(inside), level)[0]
            indent += 12
            out(f"defaultdict({factory},\n{' ' * indent}")
            printer._write_dict(value, out, indent, allowance + 1, inside, level)
            out(")")
        elif name == "deque":
            out("deque([")
            printer._write_items(value, out, indent + 6, allowance + 2, inside, level)
            out("])" if value.maxlen is None else f"],\n{' ' * (indent + 6)}maxlen={value.maxlen})")
        elif name == "SimpleNamespace":
            out("namespace(")
            printer._write_fields(list(vars(value).items()), out, indent + 10, allowance, inside, level)
            out(")")
        else:
            out(repr(value))

    return write


_WRITERS = {
    dict.__repr__: PrettyPrinter._write_dict,
    list.__repr__: PrettyPrinter._write_list,
    tuple.__repr__: PrettyPrinter._write_tuple,
    set.__repr__: PrettyPrinter._write_set,
    frozenset.__repr__: PrettyPrinter._write_set,
    str.__repr__: PrettyPrinter._write_str,
}
