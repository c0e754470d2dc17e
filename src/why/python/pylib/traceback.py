"""Exceptions and where they came from, as text. The text is made natively, as for an exception that nobody catches."""

import sys

import _ansatz

__all__ = [
    "FrameSummary", "StackSummary", "TracebackException", "clear_frames", "extract_stack", "extract_tb",
    "format_exc", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb", "print_exc",
    "print_exception", "print_list", "print_stack", "print_tb", "walk_stack", "walk_tb",
]
_given = object()


class FrameSummary:
    """One frame: its file, its line, its function, and the line's text."""

    __slots__ = ("filename", "lineno", "name", "line", "_marks")

    def __init__(self, filename, lineno, name, *, line=None, marks=None, **more):
        self.filename, self.lineno, self.name, self.line, self._marks = filename, lineno, name, line, marks

    def _text(self):
        text = f'  File "{self.filename}", line {self.lineno}, in {self.name}\n'
        if self.line:
            text += f"    {self.line.strip()}\n"
            if self._marks:
                text += f"    {self._marks}\n"
        return text

    def _key(self):
        return self.filename, self.lineno, self.name, self.line

    def __iter__(self):
        return iter(self._key())

    def __getitem__(self, i):
        return self._key()[i]

    def __len__(self):
        return 4

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return self._key() == other._key()
        return self._key() == other if isinstance(other, tuple) else NotImplemented

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """A list of frames."""

    def format(self):
        """Their text; a frame that repeats is shown three times and then counted."""
        shown, last, count = [], None, 0
        for frame in [*self, None]:
            key = frame and (frame.filename, frame.lineno, frame.name)
            if key != last:
                if count > 3:
                    more = count - 3
                    shown.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")
                last, count = key, 0
            count += 1
            if frame is not None and count <= 3:
                shown.append(frame._text())
        return shown


def _limited(frames, limit):
    if limit is None:
        return StackSummary(frames)
    return StackSummary(frames[:limit] if limit >= 0 else frames[limit:])


def extract_tb(tb, limit=None):
    """The frames of a traceback."""
    frames = [] if tb is None else _ansatz.frames(tb)
    return _limited([FrameSummary(file, line, name, line=text, marks=marks) for file, line, name, text, marks in frames], limit)


def extract_stack(f=None, limit=None):
    """The frames that are running, the outermost first."""
    import linecache

    frames = []
    for frame, line in walk_stack(f or sys._getframe(1)):
        code = frame.f_code
        text = linecache.getline(code.co_filename, line).strip()
        frames.append(FrameSummary(code.co_filename, line, code.co_name, line=text))
    return _limited(frames[::-1], None if limit is None else -limit)


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def format_list(extracted_list):
    frames = (f if isinstance(f, FrameSummary) else FrameSummary(f[0], f[1], f[2], line=f[3]) for f in extracted_list)
    return StackSummary(frames).format()


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def format_stack(f=None, limit=None):
    return extract_stack(f or sys._getframe(1), limit).format()


def _exception(exc, value):
    """The exception, given alone or as the second of (type, value, traceback)."""
    if value is _given:
        if exc is not None and not isinstance(exc, BaseException):
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc
    return value


def format_exception_only(exc, value=_given):
    """The last lines: the class and the message."""
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    kept = exc.__traceback__
    exc.__traceback__ = None
    try:
        text = _ansatz.report(exc, False)
        return text.splitlines(True) if isinstance(exc, SyntaxError) else [text]
    finally:
        exc.__traceback__ = kept


def format_exception(exc, value=_given, tb=_given, limit=None, chain=True):
    """All of it, as a list of lines."""
    exc = _exception(exc, value)
    if exc is None:
        return ["NoneType: None\n"]
    tb = exc.__traceback__ if tb is _given else tb
    if limit is None and tb is exc.__traceback__:
        return _ansatz.report(exc, chain).splitlines(True)
    lines = []
    earlier = exc.__cause__ or (None if exc.__suppress_context__ else exc.__context__)
    if chain and earlier is not None:
        link = "The above exception was the direct cause of the following exception:"
        if exc.__cause__ is None:
            link = "During handling of the above exception, another exception occurred:"
        lines += [*format_exception(earlier, limit=limit), f"\n{link}\n\n"]
    if frames := format_tb(tb, limit):
        lines += ["Traceback (most recent call last):\n", *frames]
    return lines + format_exception_only(exc)


def format_exc(limit=None, chain=True):
    """The exception that is being handled, as text."""
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_list(extracted_list, file=None):
    _print(format_list(extracted_list), file)


def print_tb(tb, limit=None, file=None):
    _print(format_tb(tb, limit), file)


def print_stack(f=None, limit=None, file=None):
    _print(format_stack(f or sys._getframe(1), limit), file)


def print_exception(exc, value=_given, tb=_given, limit=None, file=None, chain=True):
    _print(format_exception(exc, value, tb, limit, chain), file)


def print_exc(limit=None, file=None, chain=True):
    """Prints the exception that is being handled."""
    _print(format_exception(sys.exc_info()[1], limit=limit, chain=chain), file)


def _print(lines, file):
    (sys.stderr if file is None else file).write("".join(lines))


def clear_frames(tb):
    for frame, _ in walk_tb(tb):
        try:
            frame.clear()
        except RuntimeError:
            pass


class TracebackException:
    """An exception kept as text."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, **more):
        self.exc_type, self.stack = exc_type, extract_tb(exc_traceback, limit)
        self._only = format_exception_only(exc_value)
        self._all = format_exception(exc_type, exc_value, exc_traceback, limit)
        self._str = str(exc_value)

    @classmethod
    def from_exception(cls, exc, **more):
        return cls(type(exc), exc, exc.__traceback__, **more)

    def format(self, *, chain=True):
        return iter(self._all)

    def format_exception_only(self):
        return iter(self._only)

    def __str__(self):
        return self._str
