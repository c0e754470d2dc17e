"""Warnings: printed to stderr with their source line, once for each place in the program.

Which of them are shown is decided natively (`_warnings`), by the list `filters` of this module.
"""

import sys

from _warnings import _acquire_lock, _filters_mutated_lock_held, _release_lock, filters, warn, warn_explicit
from _warnings import _defaultaction as defaultaction, _onceregistry as onceregistry

__all__ = [
    "catch_warnings", "deprecated", "filterwarnings", "formatwarning", "resetwarnings", "showwarning", "simplefilter",
    "warn", "warn_explicit",
]
_ACTIONS = ("error", "ignore", "always", "all", "default", "module", "once")


class WarningMessage:
    """A warning and where it came from."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
            f"lineno : {self.lineno}, line : {self.line!r}}}"
        )


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Prints a warning; a program may put a function of its own in the place of this one."""
    _show(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as text, two lines as a rule."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        import linecache

        line = linecache.getline(filename, lineno)
    line = line.strip()
    return f"{text}  {line}\n" if line else text


_plain_show, _plain_format = showwarning, formatwarning


def _show(msg):
    file = msg.file if msg.file is not None else sys.stderr
    if file is not None:
        file.write(formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line))


_show_now = _show


def _showwarnmsg(msg):
    """Called natively for each warning that is to be shown."""
    if showwarning is not _plain_show:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
    else:
        _show_now(msg)


def _filters_mutated():
    # What was shown before may be shown again under new filters.
    _acquire_lock()
    try:
        _filters_mutated_lock_held()
    finally:
        _release_lock()


def _add_filter(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def _check(action, category, lineno):
    if action not in _ACTIONS:
        raise AssertionError(f"invalid action: {action!r}")
    if not isinstance(category, type):
        raise AssertionError("category must be a class")
    if not issubclass(category, Warning):
        raise AssertionError("category must be a Warning subclass")
    if not isinstance(lineno, int) or lineno < 0:
        raise AssertionError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """What to do with warnings whose text and module begin as these patterns say."""
    _check(action, category, lineno)
    if message or module:
        import re

        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add_filter((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """What to do with warnings of this category."""
    _check(action, category, lineno)
    _add_filter((action, None, category, None, lineno), append)


def resetwarnings():
    filters[:] = []
    _filters_mutated()


class catch_warnings:
    """Restores the filters at the end; with record=True the block gets a list of the warnings instead of seeing them."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __enter__(self):
        global filters, showwarning, _show_now
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._kept = filters, showwarning, _show_now
        filters = filters[:]
        _filters_mutated()
        if self._filter is not None:
            simplefilter(*self._filter)
        if not self._record:
            return None
        log = []
        showwarning, _show_now = _plain_show, log.append
        return log

    def __exit__(self, *exc_info):
        global filters, showwarning, _show_now
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        filters, showwarning, _show_now = self._kept
        _filters_mutated()

    def __repr__(self):
        return "catch_warnings(record=True)" if self._record else "catch_warnings()"


class deprecated:
    """Decorator that warns whenever the function is called or the class is instantiated."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        from functools import wraps

        if isinstance(arg, type):
            raise NotImplementedError("warnings.deprecated on a class")

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(self.message, self.category, stacklevel=self.stacklevel + 1)
            return arg(*args, **kwargs)

        wrapper.__deprecated__ = arg.__deprecated__ = self.message
        return wrapper
