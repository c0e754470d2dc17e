"""Reads JSON text."""

from _json import scanstring

__all__ = ["JSONDecodeError", "JSONDecoder"]
_SPACES = " \t\n\r"
_DIGITS = "0123456789"
_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_WORDS = {"n": ("null", None), "t": ("true", True), "f": ("false", False)}
_CONSTANT_STARTS = {"N": "NaN", "I": "Infinity", "-": "-Infinity"}


class JSONDecodeError(ValueError):
    """Text that is no JSON; says where."""

    def __init__(self, msg, doc, pos):
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {self.lineno} column {self.colno} (char {pos})")

    def __reduce__(self):
        return type(self), (self.msg, self.doc, self.pos)


class JSONDecoder:
    """Reads values with the given hooks for objects and numbers."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook, self.object_pairs_hook = object_hook, object_pairs_hook
        self.parse_float, self.parse_int = parse_float or float, parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict

    def decode(self, s):
        """The value of a whole text."""
        value, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        """The value at `idx`, and where it ends."""
        return self._value(s, idx)

    def _value(self, s, i):
        char = s[i : i + 1]
        if char == '"':
            return scanstring(s, i + 1, self.strict)
        if char == "{":
            return self._object(s, i + 1)
        if char == "[":
            return self._array(s, i + 1)
        if char in _WORDS and s.startswith(_WORDS[char][0], i):
            word, value = _WORDS[char]
            return value, i + len(word)
        if char and char in "-0123456789" and (number := self._number(s, i)) is not None:
            return number
        word = _CONSTANT_STARTS.get(char)
        if word is not None and s.startswith(word, i):
            return self.parse_constant(word), i + len(word)
        raise JSONDecodeError("Expecting value", s, i)

    def _number(self, s, start):
        """-?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?; what does not fit ends the number."""
        i = start + s.startswith("-", start)
        end = _digits(s, i)
        if end == i:
            return None
        if s[i] == "0":
            end = i + 1
        whole = end
        if s.startswith(".", end) and (after := _digits(s, end + 1)) > end + 1:
            end = after
        if s[end : end + 1] in ("e", "E"):
            sign = end + 1 + (s[end + 1 : end + 2] in ("+", "-"))
            if (after := _digits(s, sign)) > sign:
                end = after
        text = s[start:end]
        return (self.parse_int(text) if end == whole else self.parse_float(text)), end

    def _array(self, s, i):
        values = []
        i = _skip(s, i)
        if s[i : i + 1] == "]":
            return values, i + 1
        while True:
            value, i = self._value(s, i)
            values.append(value)
            i = _skip(s, i)
            char = s[i : i + 1]
            if char == "]":
                return values, i + 1
            if char != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            i = _skip(s, i + 1)

    def _object(self, s, i):
        pairs = []
        i = _skip(s, i)
        if s[i : i + 1] != "}":
            while True:
                if s[i : i + 1] != '"':
                    raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
                key, i = scanstring(s, i + 1, self.strict)
                i = _skip(s, i)
                if s[i : i + 1] != ":":
                    raise JSONDecodeError("Expecting ':' delimiter", s, i)
                value, i = self._value(s, _skip(s, i + 1))
                pairs.append((key, value))
                i = _skip(s, i)
                char = s[i : i + 1]
                if char == "}":
                    break
                if char != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", s, i)
                i = _skip(s, i + 1)
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), i + 1
        made = dict(pairs)
        return (made if self.object_hook is None else self.object_hook(made)), i + 1


def _skip(s, i):
    while s[i : i + 1] in _SPACES and i < len(s):
        i += 1
    return i


def _digits(s, i):
    while i < len(s) and s[i] in _DIGITS:
        i += 1
    return i
