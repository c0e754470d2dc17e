"""Methods of `Tensor` that few programs call, and the names of those that are not here."""

import _torch
from torch._tensor import method


def _later(name):
    """A method that is a function of `torch` loaded when it is first called."""

    def call(self, *args, **kwargs):
        import torch

        return getattr(torch, name)(self, *args, **kwargs)

    call.__name__ = call.__qualname__ = name
    return call


for _name in ("lu", "lu_solve", "ormqr", "orgqr", "triangular_solve"):
    _torch._extend(_name, _later(_name))


@method
def new_empty_strided(self, size, stride, dtype=None, **options):
    import torch

    return torch.empty_strided(size, stride, dtype=self.dtype if dtype is None else dtype, **options)


@method
def dim_order(self, *, ambiguity_check=False):
    """The dimensions from the one whose elements lie farthest apart to the nearest."""
    import torch

    if not isinstance(ambiguity_check, bool) and not (
        isinstance(ambiguity_check, list)
        and all(isinstance(form, (torch.memory_format, str)) if hasattr(torch, "memory_format") else True for form in ambiguity_check)
    ):
        raise TypeError("The ambiguity_check argument must be a bool or a list of memory formats.")
    strides = self.stride()
    if ambiguity_check is True:
        spread = [(n, s) for n, s in zip(self.shape, strides)]
        if any(n == 1 for n, _ in spread) or len(set(strides)) != len(strides):
            raise RuntimeError(
                "The tensor does not have unique dim order, or cannot map to exact one of the given memory formats."
            )
    return tuple(sorted(range(self.dim()), key=lambda d: -strides[d]))


def _absent(name):
    def call(self, *args, **kwargs):
        raise NotImplementedError(f"torch.Tensor.{name} is not supported here")

    call.__name__ = call.__qualname__ = name
    return call


for _name in (
    "coalesce ccol_indices col_indices crow_indices row_indices dequantize hash_tensor indices int_repr map2_ map_ "
    "module_load q_per_channel_axis q_per_channel_scales q_per_channel_zero_points q_scale q_zero_point qscheme "
    "record_stream sparse_mask sparse_resize_ sparse_resize_and_clear_ resize_as_sparse_ sspaddmm smm to_mkldnn "
    "to_padded_tensor to_sparse to_sparse_bsc to_sparse_bsr to_sparse_coo to_sparse_csc to_sparse_csr values"
).split():
    _torch._extend(_name, _absent(_name))


def _grad_dtype(self):
    if not self.is_leaf:
        raise RuntimeError("grad_dtype can only be accessed on leaf tensors.")
    return self.dtype


def _set_grad_dtype(self, dtype):
    if dtype is not self.dtype:
        raise NotImplementedError("torch.Tensor.grad_dtype other than the tensor's own is not supported here")


_torch._extend("grad_dtype", property(_grad_dtype, _set_grad_dtype))


@method
def to_dense(self, dtype=None, *, masked_grad=None):
    return self if dtype is None else self.to(dtype)


@method
def is_same_size(self, other):
    return self.shape == other.shape


@method
def is_set_to(self, other):
    return self.data_ptr() == other.data_ptr() and self.shape == other.shape and self.stride() == other.stride()


@method
def is_nonzero(self):
    return bool(self)
