"""Regular expressions.

The matcher is native (`_sre`); `re._parser` reads a pattern into a tree, `re._compiler` turns the tree into the
matcher's code. Compiled patterns are kept, as in CPython.
"""

import _sre
from _codecs import latin_1_decode, latin_1_encode

__all__ = [
    "A", "ASCII", "DOTALL", "I", "IGNORECASE", "M", "MULTILINE", "Match", "NOFLAG", "Pattern", "RegexFlag", "S", "U",
    "UNICODE", "VERBOSE", "X", "compile", "error", "escape", "findall", "finditer", "fullmatch", "match", "purge",
    "search", "split", "sub", "subn",
]


class error(Exception):
    """A pattern that is not a regular expression; says where."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f"{msg} at position {pos}"
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


def latin(data):
    """Bytes as the text with the same codes: patterns of bytes are read as text."""
    return latin_1_decode(bytes(data))[0]


def unlatin(text):
    return latin_1_encode(text)[0]


class RegexFlag(int):
    """A number made of the flags below; shows their names."""

    def __repr__(self):
        names = [name for name, bit in _FLAG_NAMES if self & bit]
        return "|".join(f"re.{name}" for name in names) or "re.NOFLAG"

    __str__ = __repr__

    def __or__(self, other):
        return RegexFlag(int(self) | int(other))

    __ror__ = __or__

    def __and__(self, other):
        return RegexFlag(int(self) & int(other))

    __rand__ = __and__


_FLAG_NAMES = [("ASCII", 256), ("IGNORECASE", 2), ("LOCALE", 4), ("UNICODE", 32), ("MULTILINE", 8), ("DOTALL", 16),
               ("VERBOSE", 64)]
NOFLAG = RegexFlag(0)
A = ASCII = RegexFlag(256)
I = IGNORECASE = RegexFlag(2)
M = MULTILINE = RegexFlag(8)
S = DOTALL = RegexFlag(16)
U = UNICODE = RegexFlag(32)
X = VERBOSE = RegexFlag(64)
Pattern = _sre.Pattern
Match = _sre.Match
_kept = {}


def compile(pattern, flags=0):
    """The pattern as an object with the functions of this module as methods."""
    key = type(pattern), pattern, int(flags)
    try:
        return _kept[key]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    from re import _compiler

    made = _compiler.compile(pattern, int(flags))
    if len(_kept) >= 512:
        del _kept[next(iter(_kept))]
    _kept[key] = made
    return made


def match(pattern, string, flags=0):
    """A match at the beginning of the text, or None."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A match of the whole text, or None."""
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match anywhere in the text, or None."""
    return compile(pattern, flags).search(string)


def findall(pattern, string, flags=0):
    """All matches as a list: of texts, or of groups if the pattern has any."""
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def split(pattern, string, maxsplit=0, flags=0):
    """The text between the matches, with the groups' own text in between."""
    return compile(pattern, flags).split(string, maxsplit)


def sub(pattern, repl, string, count=0, flags=0):
    """The text with matches replaced, by a template (\\1, \\g<name>) or by what a function returns."""
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


_SPECIAL = {ord(c): "\\" + c for c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """The text with every character that means something in a pattern escaped."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return unlatin(latin(pattern).translate(_SPECIAL))


def purge():
    """Forgets the kept patterns."""
    _kept.clear()


# Called by the native matcher when it meets a template.
def _compile_template(pattern, repl):
    from re import _compiler

    return _sre.template(pattern, _compiler.template(repl, pattern))


def _expand(pattern, match, template):
    from re import _compiler

    parts = _compiler.template(template, pattern)
    made = [parts[0]]
    for group, literal in zip(parts[1::2], parts[2::2]):
        made += [match.group(group) or parts[0][:0], literal]
    return parts[0][:0].join(made)
