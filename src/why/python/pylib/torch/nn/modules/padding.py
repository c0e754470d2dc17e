"""Padding as a layer: zeros, a constant, the edge repeated, or the input mirrored or continued from its other end.

A pair of widths (before, after) a dimension, the last dimension first; one number is for all sides.
"""

from .. import functional as F
from .._tuples import _pair, _quadruple, _sextuple
from .module import Module


class _PadNd(Module):
    def forward(self, input):
        return F.pad(input, self.padding, self._mode)

    def extra_repr(self):
        return f"{self.padding}"


class _ConstantPadNd(Module):
    def forward(self, input):
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self):
        return f"padding={self.padding}, value={self.value}"


class ConstantPad1d(_ConstantPadNd):
    """A constant around sequences."""

    def __init__(self, padding, value):
        super().__init__()
        self.padding = _pair(padding)
        self.value = value


class ConstantPad2d(_ConstantPadNd):
    """A constant around images."""

    def __init__(self, padding, value):
        super().__init__()
        self.padding = _quadruple(padding)
        self.value = value


class ConstantPad3d(_ConstantPadNd):
    """A constant around volumes."""

    def __init__(self, padding, value):
        super().__init__()
        self.padding = _sextuple(padding)
        self.value = value


class ZeroPad1d(ConstantPad1d):
    """Zeros around sequences."""

    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f"{self.padding}"


class ZeroPad2d(ConstantPad2d):
    """Zeros around images."""

    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f"{self.padding}"


class ZeroPad3d(ConstantPad3d):
    """Zeros around volumes."""

    def __init__(self, padding):
        super().__init__(padding, 0.0)

    def extra_repr(self):
        return f"{self.padding}"


class _ReflectionPadNd(_PadNd):
    _mode = "reflect"


class ReflectionPad1d(_ReflectionPadNd):
    """Sequences mirrored at their ends, without repeating the end: 1 2 3 becomes 2 1 2 3 2."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _pair(padding)


class ReflectionPad2d(_ReflectionPadNd):
    """Images mirrored at their edges."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _quadruple(padding)


class ReflectionPad3d(_ReflectionPadNd):
    """Volumes mirrored at their faces."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _sextuple(padding)


class _ReplicationPadNd(_PadNd):
    _mode = "replicate"


class ReplicationPad1d(_ReplicationPadNd):
    """Sequences with their ends repeated: 1 2 3 becomes 1 1 2 3 3."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _pair(padding)


class ReplicationPad2d(_ReplicationPadNd):
    """Images with their edges repeated."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _quadruple(padding)


class ReplicationPad3d(_ReplicationPadNd):
    """Volumes with their faces repeated."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _sextuple(padding)


class _CircularPadNd(_PadNd):
    _mode = "circular"

    def forward(self, input):
        low = len(self.padding) // 2 + 1
        if input.dim() not in (low, low + 1):
            raise ValueError(f"expected {low}D or {low + 1}D input (got {input.dim()}D input)")
        return super().forward(input)


class CircularPad1d(_CircularPadNd):
    """Sequences continued from their other end: 1 2 3 becomes 3 1 2 3 1."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _pair(padding)


class CircularPad2d(_CircularPadNd):
    """Images continued from their other edge."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _quadruple(padding)


class CircularPad3d(_CircularPadNd):
    """Volumes continued from their other face."""

    def __init__(self, padding):
        super().__init__()
        self.padding = _sextuple(padding)
