"""The lines of the program's own text, for warnings and tracebacks. Other sources are not at hand."""

__all__ = ["checkcache", "clearcache", "getline", "getlines"]
cache = {}


def getlines(filename, module_globals=None):
    """All lines of a source, each with its newline; none if the source is unknown."""
    if filename in cache:
        return cache[filename][2]
    import _ansatz

    text = _ansatz.source(filename)
    if text is None:
        return []
    lines = [line + "\n" for line in text.split("\n")]
    cache[filename] = (len(text), None, lines, filename)
    return lines


def getline(filename, lineno, module_globals=None):
    """One line, counted from 1; an empty text if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def checkcache(filename=None):
    """A program's text does not change while it runs."""


def clearcache():
    cache.clear()
