"""PyTorch's front door: native operations under their names, and what is naturally Python around them."""

import math as _math

import _lazily
import _torch
from _torch import (
    Generator,
    Tensor,
    bfloat16,
    bool,
    can_cast,
    complex64,
    complex128,
    dtype,
    float16,
    float32,
    float64,
    get_default_dtype,
    int8,
    int16,
    int32,
    int64,
    is_grad_enabled,
    is_inference_mode_enabled,
    is_tensor,
    promote_types,
    result_type,
    set_default_dtype,
    uint8,
)

globals().update(_torch._functions)

from torch._shapes import Size, return_types
from torch._devices import device

half, double, short, int, long = float16, float64, int16, int32, int64
float = float32
cfloat, cdouble = complex64, complex128

pi, e, inf, nan = _math.pi, _math.e, _math.inf, _math.nan
newaxis = None
__version__ = "2.15.0"

strided = "torch.strided"
contiguous_format = "torch.contiguous_format"
preserve_format = "torch.preserve_format"
channels_last = "torch.channels_last"

from torch._modes import enable_grad, inference_mode, no_grad, set_grad_enabled
from torch._settings import (
    are_deterministic_algorithms_enabled,
    get_num_interop_threads,
    get_num_threads,
    set_default_device,
    set_default_tensor_type,
    set_flush_denormal,
    set_num_interop_threads,
    set_num_threads,
    set_printoptions,
    use_deterministic_algorithms,
)
from torch import _errors, _tensor, _tensor_more
from torch.random import default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state
from torch._functions import *
from torch._limits import finfo, iinfo
from torch import autograd, random

FloatTensor = _tensor.legacy_type("FloatTensor", float32)
DoubleTensor = _tensor.legacy_type("DoubleTensor", float64)
LongTensor = _tensor.legacy_type("LongTensor", int64)
IntTensor = _tensor.legacy_type("IntTensor", int32)
BoolTensor = _tensor.legacy_type("BoolTensor", bool)
ByteTensor = _tensor.legacy_type("ByteTensor", uint8)

_HOMES = _lazily.homes(
    func="vmap",
    _more=(
        "Event bartlett_window blackman_window empty_permuted fake_quantize_per_channel_affine "
        "fake_quantize_per_tensor_affine frombuffer gradient hamming_window hann_window histogramdd kaiser_window lu "
        "lu_solve lu_unpack native_channel_shuffle orgqr ormqr range triangular_solve"
    ),
)
_MODULES = (
    "backends", "cuda", "distributions", "fft", "func", "linalg", "nn", "optim", "signal", "special", "testing", "utils",
)

_MISSING = frozenset(
    "complex32 chalf stft istft jit compile "
    "distributed onnx quantization sparse sparse_coo_tensor sparse_csr_tensor save load hub profiler "
    "fx export library multiprocessing storage nested masked quantize_per_tensor "
    "ao amp hash_tensor from_file from_dlpack to_dlpack quantize_per_channel quantize_per_tensor_dynamic "
    "quantized_batch_norm quantized_max_pool1d quantized_max_pool2d quint8 qint8 qint32 quint4x2 quint2x4 qscheme "
    "per_tensor_affine per_channel_affine dequantize sparse_coo sparse_csr sparse_csc sparse_bsr sparse_bsc "
    "sparse_csc_tensor sparse_bsr_tensor sparse_bsc_tensor sparse_compressed_tensor jagged mps mtia xpu accelerator "
    "lobpcg svd_lowrank pca_lowrank segment_reduce binomial uint16 uint32 uint64 Stream UntypedStorage TypedStorage".split()
)


def _otherwise(name):
    """What PyTorch has and this does not says so, instead of looking like a misspelling."""
    if name in _MISSING:
        raise NotImplementedError(f"torch.{name} is not supported here")
    raise AttributeError(f"module 'torch' has no attribute '{name}'")


__all__ = [one for one in {**globals(), **_HOMES} if one[0] != "_"]

__getattr__, __dir__ = _lazily.parts(globals(), _HOMES, _MODULES, _otherwise)
