"""Tools for the `with` statement. The abstract class comes when it is asked for."""

import sys
from functools import wraps

__all__ = [
    "AbstractContextManager", "ContextDecorator", "ExitStack", "closing", "contextmanager", "nullcontext",
    "redirect_stderr", "redirect_stdout", "suppress",
]


def __getattr__(name):
    if name == "AbstractContextManager":
        from _contextlib_abstract import AbstractContextManager

        globals()[name] = AbstractContextManager
        return AbstractContextManager
    raise AttributeError(f"module 'contextlib' has no attribute {name!r}")


class _ContextManager:
    """Enters as itself. The abstract class of the same shape counts everything with the two methods as its own."""

    def __enter__(self):
        return self


class ContextDecorator:
    """Lets a context manager decorate a function, whose whole body it then surrounds."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        @wraps(func)
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return inner


class _GeneratorContextManager(ContextDecorator, _ContextManager):
    """Runs a generator up to its `yield` at the beginning of the block and the rest at its end."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self.func, self.args, self.kwds = func, args, kwds

    def _recreate_cm(self):
        return type(self)(self.func, self.args, self.kwds)

    def __enter__(self):
        del self.args, self.kwds, self.func
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, value, traceback):
        if kind is None:
            try:
                next(self.gen)
            except StopIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                self.gen.close()
        if value is None:
            value = kind()
        try:
            self.gen.throw(value)
        except StopIteration as stop:
            # The generator swallowed the exception, unless it is this one that came out.
            return stop is not value
        except RuntimeError as error:
            # A StopIteration of the block's own was turned into a RuntimeError on its way out of the generator.
            if error is value or isinstance(value, StopIteration) and error.__cause__ is value:
                value.__traceback__ = traceback
                return False
            raise
        except BaseException as error:
            if error is not value:
                raise
            error.__traceback__ = traceback
            return False
        try:
            raise RuntimeError("generator didn't stop after throw()")
        finally:
            self.gen.close()


def contextmanager(func):
    """Makes a context manager of a generator function that yields once."""

    @wraps(func)
    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return helper


class closing(_ContextManager):
    """Calls `close()` at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class _Redirect(_ContextManager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, kind, value, traceback):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_Redirect):
    """Sends what is printed somewhere else, such as into a StringIO."""

    _stream = "stdout"


class redirect_stderr(_Redirect):
    _stream = "stderr"


class suppress(_ContextManager):
    """Swallows exceptions of the given kinds."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        return None

    def __exit__(self, kind, value, traceback):
        return kind is not None and issubclass(kind, self._exceptions)


class nullcontext(_ContextManager):
    """Does nothing; `with` gives what it was made with."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *excinfo):
        return None


class ExitStack(_ContextManager):
    """Context managers and functions that are closed and called at the end, the last one first."""

    def __init__(self):
        self._exits = []

    def pop_all(self):
        """Hands everything over to a new stack."""
        made = type(self)()
        made._exits, self._exits = self._exits, []
        return made

    def push(self, exit):
        """Registers a context manager without entering it, or a function that takes the exception."""
        method = getattr(type(exit), "__exit__", None)
        self._exits.append(exit if method is None else lambda *details: method(exit, *details))
        return exit

    def enter_context(self, cm):
        cls = type(cm)
        if not hasattr(cls, "__enter__") or not hasattr(cls, "__exit__"):
            raise TypeError(
                f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol"
            )
        result = cls.__enter__(cm)
        self.push(cm)
        return result

    def callback(self, callback, /, *args, **kwds):
        """Registers a function to call."""

        def call(*details):
            callback(*args, **kwds)

        self._exits.append(call)
        return callback

    def close(self):
        self.__exit__(None, None, None)

    def __exit__(self, *details):
        pending, raised = details[1], False
        while self._exits:
            try:
                exit = self._exits.pop()
                now = (None, None, None) if pending is None else (type(pending), pending, pending.__traceback__)
                if exit(*now):
                    pending, raised = None, False
            except BaseException as error:
                if error.__context__ is None and pending is not None and error is not pending:
                    error.__context__ = pending
                pending, raised = error, True
        if raised:
            raise pending
        return details[1] is not None and pending is None
