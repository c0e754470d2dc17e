"""torch.nn: layers, losses, containers, and the tools to start and shape their parameters."""

import _lazily

from . import functional as functional
from . import modules as modules
from . import parameter as parameter
from .parameter import Buffer as Buffer
from .parameter import Parameter as Parameter
from .parameter import UninitializedBuffer as UninitializedBuffer
from .parameter import UninitializedParameter as UninitializedParameter

_NOT_SUPPORTED = (
    "Container", "CrossMapLRN2d", "DataParallel", "LinearCrossEntropyLoss", "LinearCrossEntropyOptions", "attention",
    "grad", "intrinsic", "parallel", "qat", "quantizable", "quantized",
)


def _otherwise(name):
    if name in _NOT_SUPPORTED:
        raise NotImplementedError(f"torch.nn.{name} is not supported")
    raise AttributeError(f"module 'torch.nn' has no attribute '{name}'")


__getattr__, __dir__ = _lazily.parts(
    globals(), dict.fromkeys(modules.__all__, "modules"), ("init", "utils"), _otherwise
)
