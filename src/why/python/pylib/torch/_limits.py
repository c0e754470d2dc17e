"""The ranges of the element types: `torch.finfo` and `torch.iinfo`."""

import _torch

# Bits of the exponent and of the fraction.
_FLOATS = {_torch.float64: (11, 52), _torch.float32: (8, 23), _torch.float16: (5, 10), _torch.bfloat16: (8, 7)}
_INTEGERS = {_torch.uint8: (0, 8), _torch.int8: (1, 8), _torch.int16: (1, 16), _torch.int32: (1, 32), _torch.int64: (1, 64)}


class finfo:
    """What a floating point type can hold."""

    def __init__(self, type=None):
        dtype = _torch.get_default_dtype() if type is None else type
        if dtype.is_complex:
            dtype = dtype.to_real()
        if dtype not in _FLOATS:
            raise TypeError(f"torch.finfo() requires a floating point input type. Use torch.iinfo to handle '{self._name(dtype)}'")
        exponent, fraction = _FLOATS[dtype]
        bias = 2 ** (exponent - 1) - 1
        self.dtype = str(dtype).split(".")[1]
        self.bits = 1 + exponent + fraction
        self.eps = 2.0**-fraction
        self.max = (2.0 - 2.0**-fraction) * 2.0**bias
        self.min = -self.max
        self.tiny = self.smallest_normal = 2.0 ** (1 - bias)
        self.resolution = {52: 1e-15, 23: 1e-06, 10: 1e-03, 7: 1e-02}[fraction]

    @staticmethod
    def _name(dtype):
        return str(dtype).split(".")[1]

    def __repr__(self):
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, eps={self.eps:g}, "
            f"smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})"
        )


class iinfo:
    """What an integer type can hold."""

    def __init__(self, type):
        if type not in _INTEGERS:
            raise TypeError(f"torch.iinfo() requires an integer input type. Use torch.finfo to handle '{str(type).split('.')[1]}'")
        signed, self.bits = _INTEGERS[type]
        self.dtype = str(type).split(".")[1]
        self.max = 2 ** (self.bits - signed) - 1
        self.min = -(2 ** (self.bits - 1)) if signed else 0

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"
finfo.__module__ = "torch"
iinfo.__module__ = "torch"
