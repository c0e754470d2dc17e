"""Levels, records of messages, and how a record becomes a line."""

import time

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0
_names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_started = time.time()


def number(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    for value, name in [*_names.items(), (30, "WARN"), (50, "FATAL")]:
        if name == level:
            return value
    raise ValueError(f"Unknown level: {level!r}")


def getLevelName(level):
    if isinstance(level, str):
        try:
            return number(level)
        except ValueError:
            return f"Level {level}"
    return _names.get(level, f"Level {level}")


def addLevelName(level, levelName):
    _names[level] = levelName


class LogRecord:
    """One message and what is known about where it came from."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        if len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.created = time.time()
        self.name, self.msg, self.args = name, msg, args
        self.levelname, self.levelno = getLevelName(level), level
        self.pathname, self.filename = pathname, pathname.rpartition("/")[2]
        self.module = self.filename.rpartition(".")[0] or self.filename
        self.exc_info, self.exc_text, self.stack_info = exc_info, None, sinfo
        self.lineno, self.funcName = lineno, func
        self.msecs = int((self.created - int(self.created)) * 1000) + 0.0
        self.relativeCreated = (self.created - _started) * 1000
        self.thread, self.threadName, self.process, self.processName = 0, "MainThread", 0, "MainProcess"

    def getMessage(self):
        text = str(self.msg)
        return text % self.args if self.args else text

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'


class Formatter:
    """Makes a line of a record."""

    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        if style not in ("%", "{", "$"):
            raise ValueError("Style must be one of: %,{,$")
        self._fmt = fmt or {"%": "%(message)s", "{": "{message}", "$": "${message}"}[style]
        self._style, self.datefmt, self._defaults = style, datefmt, defaults or {}

    def usesTime(self):
        return "asctime" in self._fmt

    def formatTime(self, record, datefmt=None):
        local = time.localtime(record.created)
        if datefmt:
            return time.strftime(datefmt, local)
        return self.default_msec_format % (time.strftime(self.default_time_format, local), record.msecs)

    def formatException(self, exc_info):
        import traceback

        return "".join(traceback.format_exception(*exc_info)).rstrip("\n")

    def formatMessage(self, record):
        values = {**self._defaults, **record.__dict__}
        try:
            if self._style == "%":
                return self._fmt % values
            if self._style == "{":
                return self._fmt.format(**values)
        except KeyError as error:
            raise ValueError(f"Formatting field not found in record: {error}") from None
        from string import Template

        return Template(self._fmt).substitute(values)

    def format(self, record):
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        for more in (record.exc_text, record.stack_info):
            if more:
                text += ("" if text.endswith("\n") else "\n") + more
        return text
