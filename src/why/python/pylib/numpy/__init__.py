"""numpy, as far as short programs use it: arrays over the elements of our tensors, with NumPy's rules and printing."""

from . import _types
from ._scalars import (
    bool_,
    float16,
    float32,
    float64,
    floating,
    generic,
    inexact,
    int8,
    int16,
    int32,
    int64,
    integer,
    number,
    signedinteger,
    uint8,
    uint64,
    unsignedinteger,
)
from ._array import array, asarray, ndarray
from . import _creation, _products, _reductions, _shaping, _sorting, _ufuncs
from ._indexing import get as _get
from ._operators import errstate, seterr
from ._printing import array2string, array_repr, array_str, get_printoptions, printoptions, set_printoptions
from ._types import dtype

__version__ = "2.4.6"

pi, e, inf, nan, euler_gamma = 3.141592653589793, 2.718281828459045, float("inf"), float("nan"), 0.5772156649015329
newaxis = None
int_ = intp = long = longlong = int64
intc, short, byte, ubyte, half, single, double = int32, int16, int8, uint8, float16, float32, float64
bool = bool_
asanyarray = ascontiguousarray = asarray

for _module in (_creation, _products, _reductions, _shaping, _sorting, _ufuncs):
    for _name, _value in vars(_module).items():
        if not _name.startswith("_") and _name not in globals() and getattr(_value, "__module__", "").startswith(__name__):
            globals()[_name] = _value
abs, round, pow = _ufuncs.abs, _ufuncs.round, _ufuncs.pow
sum, max, min, any, all = _reductions.sum, _reductions.max, _reductions.min, _reductions.any, _reductions.all
True_, False_ = _ufuncs.True_, _ufuncs.False_

# Methods of arrays that are these functions.
for _name in (
    "sum prod mean std var max min argmax argmin any all cumsum cumprod ptp reshape ravel flatten transpose swapaxes squeeze "
    "repeat take argsort searchsorted nonzero dot trace diagonal clip round"
).split():
    setattr(ndarray, _name, globals()[_name])


class finfo:
    """The limits of a floating point type."""

    def __init__(self, dtype):
        import torch

        self.dtype = _types.find(dtype if not isinstance(dtype, (generic, ndarray)) else dtype.dtype)
        kind, info = self.dtype.type, torch.finfo(self.dtype.torch)
        self.bits = info.bits
        self.eps, self.max, self.min, self.tiny = kind(info.eps), kind(info.max), kind(info.min), kind(info.tiny)
        self.smallest_normal = self.tiny
        self.precision = {16: 3, 32: 6, 64: 15}[info.bits]
        self.resolution = kind(10.0**-self.precision)


class iinfo:
    """The limits of an integer type."""

    def __init__(self, type):
        self.dtype = _types.find(type if not isinstance(type, (generic, ndarray)) else type.dtype)
        self.bits = 8 * self.dtype.itemsize
        self.min, self.max = _types.limits(self.dtype)

    def __str__(self):
        line = "-" * 63
        return f"Machine parameters for {self.dtype}\n{line}\nmin = {self.min}\nmax = {self.max}\n{line}\n"

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


def result_type(*arrays_and_dtypes):
    found = None
    for each in arrays_and_dtypes:
        kind = each.dtype if isinstance(each, (ndarray, generic)) else _types.find(type(each) if isinstance(each, (int, float)) else each)
        found = kind if found is None else _types.promote(found, kind)
    return found


def issubdtype(arg1, arg2):
    one = _types.find(arg1).type
    return issubclass(one, arg2 if isinstance(arg2, type) and issubclass(arg2, generic) else _types.find(arg2).type)


def can_cast(from_, to, casting="safe"):
    one, other = _types.find(from_), _types.find(to)
    return _types.promote(one, other) is other


def isreal(x):
    return asarray(x) == asarray(x)


_SUBMODULES = ("linalg", "random", "testing")
_MISSING = (
    "fft ma polynomial strings char rec emath lib ctypeslib save load savez savetxt loadtxt genfromtxt fromstring "
    "frombuffer memmap matrix bmat complex64 complex128 complexfloating csingle cdouble uint16 uint32 uint uintp ulong "
    "object_ str_ bytes_ void datetime64 timedelta64 longdouble float128 angle conj real imag nditer ndenumerate ndindex "
    "piecewise histogram2d histogramdd histogram_bin_edges_auto nanpercentile nanmedian nanvar nanargmax nanargmin "
    "correlate roots poly poly1d polyder polyint i0 sinc unwrap packbits unpackbits busday_count einsum_path block "
    "put putmask place copyto compress choose resize rollaxis ediff1d setxor1d frexp ldexp modf spacing nextafter gcd lcm "
    "divmod vecdot matvec vecmat bartlett blackman hamming hanning kaiser trim_zeros isneginf isposinf fix"
).split()


def __getattr__(name):
    if name in _SUBMODULES:
        return __import__(f"{__name__}.{name}", None, None, ["__name__"])
    if name in _MISSING:
        raise NotImplementedError(f"numpy.{name} is not supported")
    raise AttributeError(f"module 'numpy' has no attribute '{name}'")
