"""Numbers that stand for tuples: a kernel size of 3 is (3, 3) for images."""


def _tuple_of(count):
    """A function that makes a tuple of `count` out of a number, and leaves sequences as they are."""

    def expand(value):
        return tuple(value) if hasattr(value, "__iter__") else (value,) * count

    return expand


_single = _tuple_of(1)
_pair = _tuple_of(2)
_triple = _tuple_of(3)
_quadruple = _tuple_of(4)
_sextuple = _tuple_of(6)
