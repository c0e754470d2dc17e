"""Sets of characters, and templates with $names."""

from _string import formatter_field_name_split, formatter_parser

__all__ = [
    "Formatter", "Template", "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
    "octdigits", "printable", "punctuation", "whitespace",
]
whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdefABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class Template:
    """A text in which $name and ${name} are replaced; $$ is a dollar sign."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _replaced(self, values, missing, invalid):
        text, parts, i = self.template, [], 0
        while (at := text.find(self.delimiter, i)) >= 0:
            parts.append(text[i:at])
            i = at + len(self.delimiter)
            if text.startswith(self.delimiter, i):
                parts.append(self.delimiter)
                i += len(self.delimiter)
                continue
            start = i + text.startswith("{", i)
            end = start
            while end < len(text) and (text[end] == "_" or text[end].isascii() and text[end].isalnum()):
                end += 1
            name = text[start:end]
            braced = start > i
            if not name or name[0] in digits or braced and text[end : end + 1] != "}":
                parts.append(invalid(at))
                continue
            i = end + braced
            parts.append(str(values[name]) if name in values else missing(name, text[at:i]))
        return "".join(parts) + text[i:]

    def substitute(self, mapping={}, /, **kws):
        """The text with the values filled in; each one must be there."""

        def missing(name, written):
            raise KeyError(name)

        def invalid(at):
            before = self.template[:at]
            line, column = before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
            raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

        return self._replaced({**mapping, **kws}, missing, invalid)

    def safe_substitute(self, mapping={}, /, **kws):
        """The same, but what is missing stays as it is."""
        return self._replaced({**mapping, **kws}, lambda name, written: written, lambda at: self.delimiter)


class Formatter:
    """`str.format` with parts that a subclass can change."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, auto):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        parts = []
        for literal, field, spec, conversion in self.parse(format_string):
            parts.append(literal)
            if field is None:
                continue
            if field == "":
                if auto is None:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                field, auto = str(auto), auto + 1
            elif field.isdigit():
                if auto:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                auto = None
            value, key = self.get_field(field, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            parts.append(self.format_field(value, spec))
        return "".join(parts), auto

    def parse(self, format_string):
        return formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion not in ("s", "r", "a"):
            raise ValueError(f"Unknown conversion specifier {conversion!s}")
        return {"s": str, "r": repr, "a": ascii}[conversion](value)
