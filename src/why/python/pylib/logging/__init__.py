"""Messages with a level, from loggers that form a tree, to handlers that write them: here to streams, as there are no files."""

import sys

from logging._records import (
    CRITICAL, DEBUG, ERROR, FATAL, INFO, NOTSET, WARN, WARNING, Formatter, LogRecord, addLevelName, getLevelName,
    number as _number,
)

__all__ = [
    "BASIC_FORMAT", "CRITICAL", "DEBUG", "ERROR", "FATAL", "FileHandler", "Filter", "Formatter", "Handler", "INFO",
    "LogRecord", "Logger", "LoggerAdapter", "NOTSET", "NullHandler", "StreamHandler", "WARN", "WARNING", "addLevelName",
    "basicConfig", "critical", "debug", "disable", "error", "exception", "getLevelName", "getLogger", "info", "log",
    "shutdown", "warn", "warning",
]
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
raiseExceptions = True


class Filter:
    """Lets through what comes from a logger or one below it."""

    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        return all((f.filter(record) if hasattr(f, "filter") else f(record)) for f in self.filters)


class Handler(Filterer):
    """Writes records; a subclass defines `emit`."""

    def __init__(self, level=NOTSET):
        super().__init__()
        self.level, self.formatter, self.name = _number(level), None, None

    def setLevel(self, level):
        self.level = _number(level)

    def setFormatter(self, fmt):
        self.formatter = fmt

    def format(self, record):
        return (self.formatter or _plain).format(record)

    def emit(self, record):
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        if passed := self.filter(record):
            self.emit(record)
        return passed

    def handleError(self, record):
        """Says that logging itself failed; the program goes on."""
        if raiseExceptions:
            import traceback

            print("--- Logging error ---", file=sys.stderr)
            traceback.print_exc(file=sys.stderr)
            print(f"Message: {record.msg!r}\nArguments: {record.args}", file=sys.stderr)

    def flush(self):
        pass

    def close(self):
        pass

    acquire = release = createLock = flush


_plain = Formatter()


class StreamHandler(Handler):
    """Writes lines to a stream, stderr if none is given."""

    terminator = "\n"

    def __init__(self, stream=None):
        super().__init__()
        self.stream = sys.stderr if stream is None else stream

    def emit(self, record):
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def flush(self):
        if hasattr(self.stream, "flush"):
            self.stream.flush()

    def setStream(self, stream):
        before, self.stream = self.stream, stream
        return before

    def __repr__(self):
        return f"<{type(self).__name__} {getattr(self.stream, 'name', '')} ({getLevelName(self.level)})>"


class NullHandler(Handler):
    def emit(self, record):
        pass

    handle = emit


class FileHandler(StreamHandler):
    def __init__(self, filename, *args, **kwargs):
        raise NotImplementedError("logging.FileHandler: there are no files here")


class Logger(Filterer):
    """Takes messages, and hands them to its handlers and to those of the loggers above it."""

    manager = None

    def __init__(self, name, level=NOTSET):
        super().__init__()
        self.name, self.level, self.parent = name, _number(level), None
        self.propagate, self.handlers, self.disabled = True, [], False

    def setLevel(self, level):
        self.level = _number(level)

    def getEffectiveLevel(self):
        logger = self
        while logger is not None:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        return not self.disabled and level > _disabled_below and level >= self.getEffectiveLevel()

    def debug(self, msg, *args, **kwargs):
        self._log(DEBUG, msg, args, **kwargs)

    def info(self, msg, *args, **kwargs):
        self._log(INFO, msg, args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        self._log(WARNING, msg, args, **kwargs)

    def error(self, msg, *args, **kwargs):
        self._log(ERROR, msg, args, **kwargs)

    def critical(self, msg, *args, **kwargs):
        self._log(CRITICAL, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        self._log(ERROR, msg, args, exc_info=exc_info, **kwargs)

    def log(self, level, msg, *args, **kwargs):
        if not isinstance(level, int):
            raise TypeError("level must be an integer")
        self._log(level, msg, args, **kwargs)

    warn, fatal = warning, critical

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        if not self.isEnabledFor(level):
            return
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_globals.get("__name__") == __name__:
            frame = frame.f_back
        if isinstance(exc_info, BaseException):
            exc_info = type(exc_info), exc_info, exc_info.__traceback__
        elif exc_info and not isinstance(exc_info, tuple):
            exc_info = sys.exc_info()
        code = frame.f_code
        record = LogRecord(self.name, level, code.co_filename, frame.f_lineno, msg, args, exc_info, code.co_name)
        for key, value in (extra or {}).items():
            if key in ("message", "asctime") or key in record.__dict__:
                raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
            record.__dict__[key] = value
        self.handle(record)

    def handle(self, record):
        if not self.disabled and self.filter(record):
            self.callHandlers(record)

    def callHandlers(self, record):
        logger, found = self, False
        while logger is not None:
            for handler in logger.handlers:
                found = True
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found and record.levelno >= WARNING:
            StreamHandler(sys.stderr).handle(record)  # the handler of last resort: the bare message

    def addHandler(self, hdlr):
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self):
        return bool(self.handlers) or self.propagate and self.parent is not None and self.parent.hasHandlers()

    def getChild(self, suffix):
        return getLogger(suffix if self is root else f"{self.name}.{suffix}")

    def __repr__(self):
        return f"<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"


class RootLogger(Logger):
    pass


class LoggerAdapter:
    """A logger that adds something to every message."""

    def __init__(self, logger, extra=None):
        self.logger, self.extra = logger, extra

    def process(self, msg, kwargs):
        kwargs["extra"] = self.extra
        return msg, kwargs

    def __getattr__(self, name):
        method = getattr(self.logger, name)
        if name not in ("debug", "info", "warning", "error", "critical", "exception"):
            return method

        def logged(msg, *args, **kwargs):
            msg, kwargs = self.process(msg, kwargs)
            method(msg, *args, **kwargs)

        return logged


root = RootLogger("root", WARNING)
Logger.root = root
_loggers = {}
_disabled_below = 0


def getLogger(name=None):
    """The logger of this name, always the same one; dots in the name make it a child."""
    if not name or isinstance(name, str) and name == root.name:
        return root
    if not isinstance(name, str):
        raise TypeError("A logger name must be a string")
    if name not in _loggers:
        made = _loggers[name] = Logger(name)
        # The nearest existing logger above is the parent, and of those below it this one becomes it.
        above = name
        while made.parent is None:
            above = above.rpartition(".")[0]
            made.parent = _loggers.get(above) if above else root
        for other in _loggers.values():
            if other.name.startswith(name + ".") and len(other.parent.name if other.parent is not root else "") < len(name):
                other.parent = made
    return _loggers[name]


def basicConfig(*, filename=None, filemode="a", format=None, datefmt=None, style="%", level=None, stream=None,
                handlers=None, force=False, encoding=None, errors=None):
    """Gives the root logger a handler, unless it has one."""
    if filename is not None:
        raise NotImplementedError("logging.basicConfig(filename=...): there are no files here")
    if force:
        root.handlers.clear()
    if root.handlers:
        return
    if handlers is None:
        handlers = [StreamHandler(stream)]
    elif stream is not None:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    default = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}.get(style)
    formatter = Formatter(format or default, datefmt, style)
    for handler in handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def _on_root(name):
    def logged(msg, *args, **kwargs):
        if not root.handlers:
            basicConfig()
        getattr(root, name)(msg, *args, **kwargs)

    logged.__name__ = name
    return logged


debug, info, warning, error, critical, exception = map(
    _on_root, ("debug", "info", "warning", "error", "critical", "exception")
)
warn, fatal = warning, critical


def log(level, msg, *args, **kwargs):
    if not root.handlers:
        basicConfig()
    root.log(level, msg, *args, **kwargs)


def disable(level=CRITICAL):
    """Silences everything up to this level."""
    global _disabled_below
    _disabled_below = _number(level)


def captureWarnings(capture):
    raise NotImplementedError("logging.captureWarnings")


def shutdown():
    pass
