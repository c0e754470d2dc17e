"""Methods of `Tensor` that are naturally Python. Each is added to the native class by `method`."""

import _torch
from _torch import Tensor
from torch._devices import CPU
from torch._shapes import Size


def method(function):
    _torch._extend(function.__name__, function)
    return function


def attribute(function):
    _torch._extend(function.__name__, property(function))
    return function


@attribute
def device(self):
    return CPU


@attribute
def is_cuda(self):
    return False


@attribute
def is_cpu(self):
    return True


@attribute
def is_sparse(self):
    return False


@attribute
def is_quantized(self):
    return False


@attribute
def layout(self):
    return "torch.strided"


@attribute
def itemsize(self):
    return self.dtype.itemsize


@attribute
def nbytes(self):
    return self.numel() * self.dtype.itemsize


@attribute
def T(self):
    if self.dim() <= 1:
        return self.view(self.shape) if self.dim() else self
    return self.permute(*range(self.dim() - 1, -1, -1))


@attribute
def mT(self):
    if self.dim() < 2:
        raise RuntimeError(
            f"tensor.mT is only supported on matrices or batches of matrices. Got {self.dim()}-D tensor."
        )
    return self.transpose(-2, -1)


@attribute
def mH(self):
    if self.dim() < 2:
        raise RuntimeError(
            f"tensor.mH is only supported on matrices or batches of matrices. Got {self.dim()}-D tensor."
        )
    return self.adjoint()


@attribute
def H(self):
    if self.dim() not in (0, 2):
        raise RuntimeError(
            f"tensor.H is only supported on matrices (2-D tensors). Got {self.dim()}-D tensor."
            + (" For batches of matrices, consider using tensor.mH" if self.dim() > 2 else "")
        )
    return self.adjoint() if self.dim() else self.conj()


def _part(name):
    def get(self):
        return _torch._functions[name](self)

    def set(self, value):
        _torch._functions[name](self).copy_(value)

    _torch._extend(name, property(get, set))


_part("real")
_part("imag")


@method
def _is_view(self):
    return self._base is not None


@method
def nelement(self):
    return self.numel()


@method
def ndimension(self):
    return self.dim()


@method
def element_size(self):
    return self.dtype.itemsize


@method
def is_floating_point(self):
    return self.dtype.is_floating_point


@method
def is_complex(self):
    return self.dtype.is_complex


@method
def is_signed(self):
    return self.dtype.is_signed


@method
def is_inference(self):
    return self._inference


@method
def get_device(self):
    return -1


@method
def cpu(self, memory_format=None):
    return self


@method
def cuda(self, device=None, non_blocking=False, memory_format=None):
    raise AssertionError("Torch not compiled with CUDA enabled")


@method
def pin_memory(self):
    raise NotImplementedError("Tensor.pin_memory is not supported here; there is no GPU")


@method
def share_memory_(self):
    return self


@method
def register_post_accumulate_grad_hook(self, hook):
    """Calls `hook` with this leaf after a gradient was added to it."""
    if not self.is_leaf:
        raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    return RemovableHandle(self, self._add_post_hook(lambda: hook(self)))


@method
def requires_grad_(self, requires_grad=True):
    self.requires_grad = requires_grad
    return self


@method
def detach_(self):
    if self._base is not None:
        raise RuntimeError("Can't detach views in-place. Use detach() instead.")
    self._mark_leaf()
    return self


@method
def backward(self, gradient=None, retain_graph=None, create_graph=False, inputs=None):
    """Adds the gradient of this tensor to the `.grad` of the leaves it was made from."""
    import torch

    torch.autograd.backward(self, gradient, retain_graph, create_graph, inputs=inputs)


class RemovableHandle:
    """Takes a hook away again."""

    def __init__(self, tensor, number):
        self.tensor, self.id = tensor, number

    def remove(self):
        self.tensor._remove_hook(self.id)

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.remove()


@method
def register_hook(self, hook):
    """Calls `hook` with the gradient of this tensor; what it returns replaces it."""
    if not self.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    return RemovableHandle(self, self._add_hook(hook))


@method
def type(self, dtype=None, non_blocking=False, **kwargs):
    """The name of its type, or itself converted."""
    if dtype is None:
        return _LEGACY.get(self.dtype, "torch.Tensor")
    if isinstance(dtype, str):
        dtype = next(key for key, name in _LEGACY.items() if name == dtype)
    elif not isinstance(dtype, _torch.dtype):
        dtype = dtype.dtype
    return self.to(dtype)


_LEGACY = {
    _torch.float32: "torch.FloatTensor",
    _torch.float64: "torch.DoubleTensor",
    _torch.complex64: "torch.ComplexFloatTensor",
    _torch.complex128: "torch.ComplexDoubleTensor",
    _torch.float16: "torch.HalfTensor",
    _torch.bfloat16: "torch.BFloat16Tensor",
    _torch.int64: "torch.LongTensor",
    _torch.int32: "torch.IntTensor",
    _torch.int16: "torch.ShortTensor",
    _torch.int8: "torch.CharTensor",
    _torch.uint8: "torch.ByteTensor",
    _torch.bool: "torch.BoolTensor",
}


@method
def new(self, *args):
    return Tensor(*args).to(self.dtype)


@method
def numpy(self, *, force=False):
    """A numpy array over the same elements."""
    if force:
        self = self.detach()
    if self.requires_grad:
        raise RuntimeError(
            "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead."
        )
    if self.dtype.is_complex:
        raise NotImplementedError("numpy arrays of complex numbers are not supported here")
    import numpy

    return numpy.ndarray(self.resolve_neg())


@method
def __array__(self, dtype=None):
    return self.numpy()


@method
def __deepcopy__(self, memo):
    if not self.is_leaf:
        raise RuntimeError(
            "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment.  "
            "If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, "
            "see https://github.com/pytorch/pytorch/pull/103001"
        )
    known = memo.get(id(self))
    if known is None:
        known = memo[id(self)] = self.detach().clone().requires_grad_(self.requires_grad)
        if self.grad is not None:
            known.grad = self.grad.clone()
    return known


@method
def __copy__(self):
    return self.detach().requires_grad_(self.requires_grad)


@method
def __reversed__(self):
    return self.flip(0) if self.dim() else self


@method
def apply_(self, function):
    """Replaces each element by what `function` makes of it."""
    flat = [function(value) for value in self.reshape(-1).tolist()]
    import torch

    return self.copy_(torch.tensor(flat, dtype=self.dtype).reshape(self.shape))


@method
def untyped_storage(self):
    return _Storage(self)


class _Storage:
    """What tells whether tensors share their elements."""

    def __init__(self, tensor):
        self.tensor = tensor

    def nbytes(self):
        return self.tensor._storage_length() * self.tensor.dtype.itemsize

    def size(self):
        return self.tensor._storage_length()

    __len__ = size

    def data_ptr(self):
        return self.tensor.data_ptr() - self.tensor.storage_offset() * self.tensor.dtype.itemsize


_torch._extend("storage", untyped_storage)


def legacy_type(name, dtype):
    """`torch.LongTensor([1, 2])` and the like, which older programs use."""

    class Legacy:
        def __new__(cls, *args):
            import torch

            if len(args) == 1 and not isinstance(args[0], int):
                return torch.tensor(args[0], dtype=dtype)
            return torch.empty(*args, dtype=dtype)

    Legacy.__name__ = Legacy.__qualname__ = name
    Legacy.__module__ = "torch"
    Legacy.dtype = dtype
    return Legacy
