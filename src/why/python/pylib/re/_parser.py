"""Reads a regular expression into a tree.

A node is a tuple whose first item says what it is:
    ("char", code)  ("any",)  ("set", negated, items)  ("at", where)  ("category", name)  ("seq", nodes)  ("branch", alternatives)
    ("group", number, node)  ("flags", flags on, flags off, node)  ("repeat", kind, least, most, node)  ("ref", number)
    ("assert", ahead, wanted, node)  ("atomic", node)  ("if", group, yes, no)
"""

from re import error, latin

IGNORECASE, LOCALE, MULTILINE, DOTALL, UNICODE, VERBOSE, ASCII = 2, 4, 8, 16, 32, 64, 256
MAXREPEAT = 4294967295
FLAGS = {"i": IGNORECASE, "L": LOCALE, "m": MULTILINE, "s": DOTALL, "u": UNICODE, "x": VERBOSE, "a": ASCII}
ESCAPES = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11, "\\": 92}
CATEGORIES = "dDsSwW"
PLACES = {"A": "beginning_string", "b": "boundary", "B": "non_boundary", "Z": "end_string"}
DIGITS, OCTALS, HEX, LETTERS = "0123456789", "01234567", "0123456789abcdefABCDEF", (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
)


class Parser:
    """One pattern being read; `flags` are those for the whole of it."""

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.text = pattern if isinstance(pattern, str) else latin(pattern)
        self.flags = flags
        self.i = 0
        self.groups = 0
        self.names = {}
        self.open = set()
        self.widths = {}
        self.behind = 0  # how many look-behinds we are in

    def error(self, message, at=None):
        return error(message, self.pattern, self.i if at is None else at)

    def peek(self, n=1):
        return self.text[self.i : self.i + n]

    def take(self, text):
        if self.text.startswith(text, self.i):
            self.i += len(text)
            return True
        return False

    def take_while(self, allowed, most):
        start = self.i
        while self.i < len(self.text) and self.i - start < most and self.text[self.i] in allowed:
            self.i += 1
        return self.text[start : self.i]

    def until(self, end, what):
        start, stop = self.i, self.text.find(end, self.i)
        if stop < 0:
            if start >= len(self.text):
                raise self.error(f"missing {what}", start)
            raise self.error(f"missing {end}, unterminated name", start)
        if stop == start:
            raise self.error(f"missing {what}", start)
        self.i = stop + 1
        return self.text[start:stop]

    def parse(self):
        tree = self.alternatives(self.flags & VERBOSE, first=True)
        if self.i < len(self.text):
            raise self.error("unbalanced parenthesis")
        return tree

    def alternatives(self, verbose, first=False):
        found = [self.sequence(verbose, first)]
        while self.take("|"):
            found.append(self.sequence(verbose, False))
        return found[0] if len(found) == 1 else ("branch", found)

    def sequence(self, verbose, first):
        nodes = []
        while self.i < len(self.text) and self.peek() not in "|)":
            verbose = verbose or first and self.flags & VERBOSE
            char = self.peek()
            if verbose and char in " \t\n\r\v\f":
                self.i += 1
            elif verbose and char == "#":
                end = self.text.find("\n", self.i)
                self.i = len(self.text) if end < 0 else end + 1
            elif char in "*+?" or char == "{" and self.count_ahead():
                self.repeat(nodes)
            else:
                node = self.atom(verbose, first and not nodes)
                if node is not None:
                    nodes.append(node)
        return nodes[0] if len(nodes) == 1 else ("seq", nodes)

    def count_ahead(self):
        """Is this {m}, {m,}, {,n} or {m,n}? Any other brace stands for itself."""
        end = self.text.find("}", self.i)
        inside = self.text[self.i + 1 : end] if end > 0 else ""
        low, comma, high = inside.partition(",")
        return inside not in ("", ",") and all(c in DIGITS for c in low + high) or inside == ","

    def repeat(self, nodes):
        start = self.i
        char = self.peek()
        self.i += 1
        least, most = {"*": (0, MAXREPEAT), "+": (1, MAXREPEAT), "?": (0, 1)}.get(char, (0, 0))
        if char == "{":
            low, comma, high = self.until("}", "count").partition(",")
            least = int(low or 0)
            most = int(high) if high else MAXREPEAT if comma else least
            if max(least, most if high else 0) >= MAXREPEAT:
                raise OverflowError("the repetition number is too large")
            if most < least:
                raise self.error("min repeat greater than max repeat", start + 1)
        if not nodes or nodes[-1][0] == "at":
            raise self.error("nothing to repeat", start)
        if nodes[-1][0] == "repeat":
            raise self.error("multiple repeat", start)
        kind = "least" if self.take("?") else "possessive" if self.take("+") else "most"
        node = nodes.pop()
        nodes.append(("repeat", kind, least, most, node))

    def atom(self, verbose, at_start):
        start = self.i
        char = self.text[start]
        self.i += 1
        if char == "(":
            return self.group(start, verbose, at_start)
        if char == "[":
            return self.set(start)
        if char == "\\":
            return self.escape(start)
        if char == ".":
            return ("any",)
        if char in "^$":
            return ("at", "beginning" if char == "^" else "end")
        return ("char", ord(char))

    def escape(self, start, in_set=False):
        """What a backslash and the characters after it stand for."""
        if self.i >= len(self.text):
            raise self.error("bad escape (end of pattern)", start)
        char = self.text[self.i]
        self.i += 1
        if char in CATEGORIES:
            return ("category", char)
        if char == "b" and in_set:
            return ("char", 8)
        if char in PLACES and not in_set:
            return ("at", PLACES[char])
        if char in ESCAPES:
            return ("char", ESCAPES[char])
        unicode = isinstance(self.pattern, str)
        if char == "x" or unicode and char in "uU":
            size = {"x": 2, "u": 4, "U": 8}[char]
            digits = self.take_while(HEX, size)
            if len(digits) != size:
                raise self.error(f"incomplete escape {self.text[start : self.i]}", start)
            code = int(digits, 16)
            if code > 0x10FFFF:
                raise self.error(f"bad escape {self.text[start : self.i]}", start)
            return ("char", code)
        if char == "0" or in_set and char in OCTALS:
            digits = char + self.take_while(OCTALS, 2)
            if int(digits, 8) > 0o377:
                raise self.error(f"octal escape value \\{digits} outside of range 0-0o377", start)
            return ("char", int(digits, 8))
        if char in DIGITS and not in_set:
            return self.reference(char, start)
        if char in LETTERS or char in DIGITS:
            raise self.error(f"bad escape \\{char}", start)
        return ("char", ord(char))

    def reference(self, digits, start):
        digits += self.take_while(DIGITS, 1)
        if len(digits) == 2 and digits[0] in OCTALS[:4] and digits[1] in OCTALS and self.peek() and self.peek() in OCTALS:
            return ("char", int(digits + self.take_while(OCTALS, 1), 8))
        return self.refer_to(int(digits), start)

    def refer_to(self, number, start, at=None):
        if number > self.groups or number == 0:
            raise self.error(f"invalid group reference {number}", start + 1 if at is None else at)
        if number in self.open:
            raise self.error("cannot refer to an open group", start)
        if self.behind and number not in self.widths:
            raise self.error("cannot refer to group defined in the same lookbehind subpattern", start)
        return ("ref", number)

    def set(self, start):
        """[...]: characters, ranges and categories."""
        negated = self.take("^")
        items = []
        first = True
        while first or self.peek() != "]":
            if self.i >= len(self.text):
                raise self.error("unterminated character set", start)
            first = False
            item_start = self.i
            low = self.set_item()
            if self.peek() != "-" or self.peek(2) == "-]":
                items.append(low)
                continue
            self.i += 1
            if self.i >= len(self.text):
                raise self.error("unterminated character set", start)
            high = self.set_item()
            shown = self.text[item_start : self.i]
            if low[0] != "char" or high[0] != "char" or high[1] < low[1]:
                raise self.error(f"bad character range {shown}", item_start)
            items.append(("range", low[1], high[1]))
        self.i += 1
        return ("set", negated, items)

    def set_item(self):
        start = self.i
        self.i += 1
        if self.text[start] == "\\":
            return self.escape(start, in_set=True)
        return ("char", ord(self.text[start]))

    def name(self, end, start):
        at = self.i
        name = self.until(end, "group name")
        if not name.isidentifier():
            raise self.error(f"bad character in group name {name!r}", at)
        return name

    def close(self, start):
        if not self.take(")"):
            raise self.error("missing ), unterminated subpattern", start)

    def group(self, start, verbose, at_start):
        if not self.take("?"):
            return self.numbered(start, verbose, None)
        char = self.peek()
        if not char:
            raise self.error("unexpected end of pattern")
        self.i += 1
        if char == "P":
            return self.named(start, verbose)
        if char == ":":
            return self.closed(start, verbose, lambda tree: ("seq", [tree]))
        if char == ">":
            return self.closed(start, verbose, lambda tree: ("atomic", tree))
        if char == "#":
            end = self.text.find(")", self.i)
            if end < 0:
                raise self.error("missing ), unterminated comment", start)
            self.i = end + 1
            return None
        if char in "=!":
            return self.closed(start, verbose, lambda tree: ("assert", True, char == "=", tree))
        if char == "<":
            return self.look_behind(start, verbose)
        if char == "(":
            return self.conditional(start, verbose)
        if char in FLAGS or char == "-":
            self.i -= 1
            return self.inline_flags(start, verbose, at_start)
        raise self.error(f"unknown extension ?{char}", start + 1)

    def closed(self, start, verbose, make):
        tree = self.alternatives(verbose)
        self.close(start)
        return make(tree)

    def numbered(self, start, verbose, name):
        self.groups += 1
        number = self.groups
        if name is not None:
            if name in self.names:
                message = f"redefinition of group name {name!r} as group {number}; was group {self.names[name]}"
                raise self.error(message, start + 4)
            self.names[name] = number
        self.open.add(number)
        tree = self.alternatives(verbose)
        self.close(start)
        self.open.discard(number)
        if not self.behind:
            self.widths[number] = width(tree, self.widths)
        return ("group", number, tree)

    def named(self, start, verbose):
        if self.take("<"):
            return self.numbered(start, verbose, self.name(">", start))
        if self.take("="):
            at = self.i
            name = self.name(")", start)
            if name not in self.names:
                raise self.error(f"unknown group name {name!r}", at)
            return self.refer_to(self.names[name], at)
        if not self.peek():
            raise self.error("unexpected end of pattern")
        raise self.error(f"unknown extension ?P{self.peek()}", start + 1)

    def look_behind(self, start, verbose):
        char = self.peek()
        if not char:
            raise self.error("unexpected end of pattern")
        if char not in "=!":
            raise self.error(f"unknown extension ?<{char}", start + 1)
        self.i += 1
        self.behind += 1
        node = self.closed(start, verbose, lambda tree: ("assert", False, char == "=", tree))
        self.behind -= 1
        return node

    def conditional(self, start, verbose):
        at = self.i
        name = self.until(")", "group name")
        if name.isdecimal() and name.isascii():
            number = int(name)
            if number == 0:
                raise self.error("bad group number", at)
        elif not name.isidentifier():
            raise self.error(f"bad character in group name {name!r}", at)
        elif name not in self.names:
            raise self.error(f"unknown group name {name!r}", at)
        else:
            number = self.names[name]
        yes = self.sequence(verbose, False)
        no = self.sequence(verbose, False) if self.take("|") else None
        if self.peek() == "|":
            raise self.error("conditional backref with more than two branches")
        self.close(start)
        if number > self.groups:
            raise self.error(f"invalid group reference {number}", at)
        return ("if", number, yes, no)

    def inline_flags(self, start, verbose, at_start):
        on = off = 0
        sign = "+"
        while (char := self.peek()) and char not in ":)":
            self.i += 1
            if char == "-" and sign == "+":
                sign = "-"
            elif char not in FLAGS:
                raise self.error("unknown flag" if char in LETTERS else "missing -, : or )", self.i - 1)
            elif sign == "+":
                on |= FLAGS[char]
            else:
                off |= FLAGS[char]
        if not char:
            raise self.error("missing -, : or )")
        self.i += 1
        if char == ")":
            if sign == "-":
                raise self.error("missing :", self.i - 1)
            if not at_start:
                raise self.error("global flags not at the start of the expression", start)
            self.flags |= on
            return None
        if off & ~(IGNORECASE | MULTILINE | DOTALL | VERBOSE):
            raise self.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
        inside = (verbose or on & VERBOSE) and not off & VERBOSE
        return self.closed(start, inside, lambda tree: ("flags", on, off, tree))


def width(node, groups):
    """The least and the greatest number of characters a node can match."""
    kind = node[0]
    if kind in ("char", "any", "set", "category"):
        return 1, 1
    if kind in ("at", "assert"):
        return 0, 0
    if kind == "ref":
        return groups.get(node[1], (0, MAXREPEAT))
    if kind == "seq":
        parts = [width(child, groups) for child in node[1]]
        return min(sum(low for low, _ in parts), MAXREPEAT), min(sum(high for _, high in parts), MAXREPEAT)
    if kind == "branch":
        parts = [width(child, groups) for child in node[1]]
        return min(low for low, _ in parts), max(high for _, high in parts)
    if kind == "if":
        yes, no = width(node[2], groups), width(node[3], groups) if node[3] else (0, 0)
        return min(yes[0], no[0]), max(yes[1], no[1])
    low, high = width(node[-1], groups)
    if kind == "repeat":
        return min(low * node[2], MAXREPEAT), min(high * node[3], MAXREPEAT)
    return low, high
