"""Turns a pattern's tree into the code of the native matcher, and reads replacement templates."""

import _sre
from re import error, latin, unlatin
from re._parser import ASCII, DOTALL, ESCAPES, IGNORECASE, LETTERS, LOCALE, MAXREPEAT, MULTILINE, OCTALS, UNICODE, Parser, width

# The matcher's instructions, by its own numbers (rustpython-sre_engine 0.5, constants.rs).
(
    FAILURE, SUCCESS, ANY, ANY_ALL, ASSERT, ASSERT_NOT, AT, BRANCH, CATEGORY, CHARSET, BIGCHARSET, GROUPREF,
    GROUPREF_EXISTS, IN, INFO, JUMP, LITERAL, MARK, MAX_UNTIL, MIN_UNTIL, NOT_LITERAL, NEGATE, RANGE, REPEAT, REPEAT_ONE,
    SUBPATTERN, MIN_REPEAT_ONE, ATOMIC_GROUP, POSSESSIVE_REPEAT, POSSESSIVE_REPEAT_ONE, GROUPREF_IGNORE, IN_IGNORE,
    LITERAL_IGNORE, NOT_LITERAL_IGNORE, GROUPREF_LOC_IGNORE, IN_LOC_IGNORE, LITERAL_LOC_IGNORE, NOT_LITERAL_LOC_IGNORE,
    GROUPREF_UNI_IGNORE, IN_UNI_IGNORE, LITERAL_UNI_IGNORE, NOT_LITERAL_UNI_IGNORE, RANGE_UNI_IGNORE,
) = range(43)
_PLACES = {"beginning": 0, "beginning_line": 1, "beginning_string": 2, "boundary": 3, "non_boundary": 4, "end": 5,
           "end_line": 6, "end_string": 7}
_UNICODE_PLACES = {3: 10, 4: 11}
_CATEGORIES = {"d": 0, "D": 1, "s": 2, "S": 3, "w": 4, "W": 5}
_UNICODE_CATEGORIES = {"d": 10, "D": 11, "s": 12, "S": 13, "w": 14, "W": 15}
_REPEATS = {"most": (REPEAT_ONE, REPEAT, MAX_UNTIL), "least": (MIN_REPEAT_ONE, REPEAT, MIN_UNTIL),
            "possessive": (POSSESSIVE_REPEAT_ONE, POSSESSIVE_REPEAT, SUCCESS)}


def compile(pattern, flags):
    """A native pattern object."""
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError("first argument must be string or compiled pattern")
    if flags & LOCALE:
        raise NotImplementedError("re.LOCALE")
    parser = Parser(pattern, flags)
    tree = parser.parse()
    flags = parser.flags
    if isinstance(pattern, str):
        if flags & ASCII and flags & UNICODE:
            raise ValueError("ASCII and UNICODE flags are incompatible")
        if not flags & ASCII:
            flags |= UNICODE
    elif flags & UNICODE:
        raise ValueError("cannot use UNICODE flag with a bytes pattern")
    code = []
    _Emitter(code, parser.widths, pattern).emit(tree, flags)
    code.append(SUCCESS)
    by_number = [None] * (parser.groups + 1)
    for name, number in parser.names.items():
        by_number[number] = name
    made = _sre.compile(pattern, flags, code, parser.groups, parser.names, tuple(by_number))
    return _OneGroup(made) if parser.groups == 1 else made


class _OneGroup:
    """A pattern with one group. The native findall answers with None where that group took no part, Python with ""."""

    __slots__ = ("_native",)
    __class__ = _sre.Pattern

    def __init__(self, native):
        self._native = native

    def findall(self, string, pos=0, endpos=MAXREPEAT):
        found = self._native.findall(string, pos, endpos)
        return [string[:0] if text is None else text for text in found] if None in found else found

    def __getattr__(self, name):
        return getattr(self._native, name)

    def __repr__(self):
        return repr(self._native)

    def __eq__(self, other):
        return self._native == getattr(other, "_native", other)

    def __hash__(self):
        return hash(self._native)


class _Emitter:
    def __init__(self, code, widths, pattern):
        self.code = code
        self.widths = widths
        self.pattern = pattern

    def jump_over(self, *opcodes):
        """Emits opcodes and a place for the distance to a point that is set by `land`."""
        self.code += [*opcodes, 0]
        return len(self.code) - 1

    def land(self, place, extra=0):
        self.code[place] = len(self.code) - place + extra

    def emit(self, node, flags):
        getattr(self, "emit_" + node[0])(node, flags)

    def emit_seq(self, node, flags):
        for child in node[1]:
            self.emit(child, flags)

    def emit_char(self, node, flags):
        code = node[1]
        if flags & IGNORECASE:
            opcode, lower = _ignoring(flags, LITERAL_IGNORE, LITERAL_UNI_IGNORE)
            self.code += [opcode, lower(code)]
        else:
            self.code += [LITERAL, code]

    def emit_any(self, node, flags):
        self.code.append(ANY_ALL if flags & DOTALL else ANY)

    def emit_at(self, node, flags):
        place = _PLACES[node[1]]
        if flags & MULTILINE and place in (0, 5):
            place += 1
        if flags & UNICODE:
            place = _UNICODE_PLACES.get(place, place)
        self.code += [AT, place]

    def emit_category(self, node, flags):
        self.emit_set(("set", False, [node]), flags)

    def emit_set(self, node, flags):
        opcode, lower = IN, None
        if flags & IGNORECASE:
            opcode, lower = _ignoring(flags, IN_IGNORE, IN_UNI_IGNORE)
        end = self.jump_over(opcode)
        if node[1]:
            self.code.append(NEGATE)
        for item in node[2]:
            if item[0] == "range":
                self.code += [RANGE_UNI_IGNORE if lower else RANGE, item[1], item[2]]
            elif item[0] == "char":
                self.code += [LITERAL, lower(item[1]) if lower else item[1]]
            else:
                self.code += [CATEGORY, (_UNICODE_CATEGORIES if flags & UNICODE else _CATEGORIES)[item[1]]]
        self.code.append(FAILURE)
        self.land(end)

    def emit_branch(self, node, flags):
        self.code.append(BRANCH)
        ends = []
        for child in node[1]:
            following = self.jump_over()
            self.emit(child, flags)
            ends.append(self.jump_over(JUMP))
            self.land(following)
        self.code.append(FAILURE)
        for end in ends:
            self.land(end)

    def emit_group(self, node, flags):
        mark = (node[1] - 1) * 2
        self.code += [MARK, mark]
        self.emit(node[2], flags)
        self.code += [MARK, mark + 1]

    def emit_flags(self, node, flags):
        _, on, off, tree = node
        if on & (ASCII | UNICODE):
            flags &= ~(ASCII | UNICODE)
        self.emit(tree, (flags | on) & ~off)

    def emit_repeat(self, node, flags):
        _, kind, least, most, child = node
        one, many, until = _REPEATS[kind]
        simple = child[0] in ("char", "any", "set", "category")
        end = self.jump_over(one if simple else many)
        self.code += [least, most]
        self.emit(child, flags)
        if simple:
            self.code.append(SUCCESS)
            self.land(end)
        else:
            self.land(end)
            self.code.append(until)

    def emit_ref(self, node, flags):
        opcode = GROUPREF
        if flags & IGNORECASE:
            opcode, _ = _ignoring(flags, GROUPREF_IGNORE, GROUPREF_UNI_IGNORE)
        self.code += [opcode, node[1] - 1]

    def emit_assert(self, node, flags):
        _, ahead, wanted, tree = node
        end = self.jump_over(ASSERT if wanted else ASSERT_NOT)
        back = 0
        if not ahead:
            back, most = width(tree, self.widths)
            if back != most:
                raise error("look-behind requires fixed-width pattern")
        self.code.append(back)
        self.emit(tree, flags)
        self.code.append(SUCCESS)
        self.land(end)

    def emit_atomic(self, node, flags):
        end = self.jump_over(ATOMIC_GROUP)
        self.emit(node[1], flags)
        self.code.append(SUCCESS)
        self.land(end)

    def emit_if(self, node, flags):
        _, number, yes, no = node
        otherwise = self.jump_over(GROUPREF_EXISTS, number - 1)
        self.emit(yes, flags)
        if no is None:
            self.land(otherwise, 1)
            return
        end = self.jump_over(JUMP)
        self.land(otherwise, 1)
        self.emit(no, flags)
        self.land(end)


def _ignoring(flags, ascii_opcode, unicode_opcode):
    if flags & UNICODE:
        return unicode_opcode, _sre.unicode_tolower
    return ascii_opcode, _sre.ascii_tolower


def template(repl, pattern):
    """A replacement as [text, group, text, group, ..., text]."""
    parts, text, i = [], [], 0
    is_text = isinstance(repl, str)
    source = repl if is_text else latin(repl)

    def literal():
        made = "".join(text)
        text.clear()
        return made if is_text else unlatin(made)

    def group(number, at):
        if number > pattern.groups:
            raise error(f"invalid group reference {number}", repl, at)
        parts.extend([literal(), number])

    while i < len(source):
        start, char = i, source[i]
        i += 1
        if char != "\\":
            text.append(char)
            continue
        if i == len(source):
            raise error("bad escape (end of pattern)", repl, start)
        char = source[i]
        i += 1
        if char == "g":
            i = _named(source, repl, pattern, i, group)
        elif char == "0":
            digits = _while(source, i, OCTALS, 2)
            text.append(chr(int("0" + digits, 8)))
            i += len(digits)
        elif char in "123456789":
            more = _while(source, i, "0123456789", 1)
            third = source[i + 1 : i + 2]
            if char in OCTALS and more and more in OCTALS and third and third in OCTALS:
                code = int(char + more + third, 8)
                if code > 0o377:
                    raise error(f"octal escape value \\{char + more + third} outside of range 0-0o377", repl, start)
                text.append(chr(code))
                i += 2
            else:
                group(int(char + more), start + 1)
                i += len(more)
        elif char == "b":
            text.append("\b")
        elif char in ESCAPES:
            text.append(chr(ESCAPES[char]))
        elif char in LETTERS:
            raise error(f"bad escape \\{char}", repl, start)
        else:
            text.append("\\" + char)
    return [*parts, literal()]


def _while(text, i, allowed, most):
    end = i
    while end < len(text) and end - i < most and text[end] in allowed:
        end += 1
    return text[i:end]


def _named(source, repl, pattern, i, group):
    """\\g<name> or \\g<number>; returns the place after it."""
    if source[i : i + 1] != "<":
        raise error("missing <", repl, i)
    end = source.find(">", i)
    name = source[i + 1 : end] if end >= 0 else source[i + 1 :]
    if not name:
        raise error("missing group name", repl, i + 1)
    if end < 0:
        raise error("missing >, unterminated name", repl, i + 1)
    if name.isascii() and name.isdecimal():
        group(int(name), i + 1)
    elif not name.isidentifier():
        raise error(f"bad character in group name {name!r}", repl, i + 1)
    elif name not in pattern.groupindex:
        raise IndexError(f"unknown group name {name!r}")
    else:
        group(pattern.groupindex[name], i + 1)
    return end + 1
