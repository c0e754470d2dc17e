"""Writes JSON text."""

from _json import encode_basestring, encode_basestring_ascii

__all__ = ["JSONEncoder"]


class JSONEncoder:
    """Writes values; a subclass defines `default` for values of its own."""

    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.check_circular = skipkeys, ensure_ascii, check_circular
        self.allow_nan, self.sort_keys, self.indent = allow_nan, sort_keys, indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        """What to write instead of a value that JSON does not know."""
        raise TypeError(f"Object of type {type(o).__name__} is not JSON serializable")

    def encode(self, o):
        return "".join(self.iterencode(o))

    def iterencode(self, o):
        parts = []
        self._write(o, parts.append, "\n" if self.indent is not None else None, set())
        return iter(parts)

    def _write(self, o, out, newline, inside):
        if isinstance(o, str):
            out((encode_basestring_ascii if self.ensure_ascii else encode_basestring)(o))
        elif (text := self._plain(o)) is not None:
            out(text)
        elif isinstance(o, (list, tuple, dict)):
            if self.check_circular:
                if id(o) in inside:
                    raise ValueError("Circular reference detected")
                inside.add(id(o))
            (self._write_dict if isinstance(o, dict) else self._write_list)(o, out, newline, inside)
            inside.discard(id(o))
        else:
            if self.check_circular:
                if id(o) in inside:
                    raise ValueError("Circular reference detected")
                inside.add(id(o))
            self._write(self.default(o), out, newline, inside)
            inside.discard(id(o))

    def _plain(self, o):
        """None, a boolean or a number as text; None for everything else."""
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            if o != o or o in (float("inf"), float("-inf")):
                if not self.allow_nan:
                    raise ValueError("Out of range float values are not JSON compliant")
                return "NaN" if o != o else "Infinity" if o > 0 else "-Infinity"
            return float.__repr__(o)
        return None

    def _deeper(self, newline):
        """The line break one level further in, and what separates items there."""
        if newline is None:
            return None, self.item_separator
        step = " " * self.indent if isinstance(self.indent, int) else self.indent
        return newline + step, self.item_separator + newline + step

    def _write_list(self, values, out, newline, inside):
        if not values:
            out("[]")
            return
        deeper, separator = self._deeper(newline)
        out("[" + (deeper or ""))
        for i, value in enumerate(values):
            if i:
                out(separator)
            self._write(value, out, deeper, inside)
        out((newline or "") + "]")

    def _write_dict(self, values, out, newline, inside):
        if not values:
            out("{}")
            return
        deeper, separator = self._deeper(newline)
        out("{")
        first = True
        for key, value in sorted(values.items()) if self.sort_keys else values.items():
            if not isinstance(key, str):
                text = self._plain(key)
                if text is None:
                    if self.skipkeys:
                        continue
                    raise TypeError(f"keys must be str, int, float, bool or None, not {type(key).__name__}")
                key = text
            out((deeper or "") if first else separator)
            first = False
            out((encode_basestring_ascii if self.ensure_ascii else encode_basestring)(key) + self.key_separator)
            self._write(value, out, deeper, inside)
        out((newline or "") + "}")
