"""Tensors that belong to a module: parameters, which an optimizer changes, and buffers, which it leaves alone."""

import torch


class Parameter(torch.Tensor):
    """A leaf tensor that a `Module` counts among its parameters once it is assigned to one of its attributes.

    It shares the storage of `data`; with `requires_grad=False` it is kept and saved, but not trained.
    """

    def __new__(cls, data=None, requires_grad=True):
        data = torch.empty(0) if data is None else data.detach()
        return torch.Tensor._make_subclass(cls, data, requires_grad)

    def __deepcopy__(self, memo):
        known = memo.get(id(self))
        if known is None:
            known = memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return known

    def __repr__(self):
        return "Parameter containing:\n" + super().__repr__()


class Buffer(torch.Tensor):
    """A tensor that a `Module` keeps as state without training it, as `register_buffer` does.

    With `persistent=False` it is left out of the module's `state_dict`.
    """

    def __new__(cls, data=None, *, persistent=True):
        data = torch.empty(0) if data is None else data
        buffer = torch.Tensor._make_subclass(cls, data.detach(), data.requires_grad)
        buffer.persistent = persistent
        return buffer

    def __deepcopy__(self, memo):
        known = memo.get(id(self))
        if known is None:
            known = memo[id(self)] = Buffer(self.data.clone(), persistent=self.persistent)
        return known


class UninitializedTensorMixin:
    """A tensor whose shape is known only when the first batch arrives (see `LazyLinear`)."""

    def materialize(self, shape, device=None, dtype=None):
        """Gives the tensor its shape; the values are whatever the memory held."""
        self.data = torch.empty(shape, device=device or self.data.device, dtype=dtype or self.data.dtype)
        self.__class__ = self.cls_to_become

    @property
    def shape(self):
        raise RuntimeError(
            "Can't access the shape of an uninitialized parameter or buffer. "
            "This error usually happens in `load_state_dict` when trying to load "
            "an uninitialized parameter into an initialized one. "
            "Call `forward` to initialize the parameters before accessing their attributes."
        )

    def __repr__(self):
        return f"<{type(self).__name__}>"


class UninitializedParameter(UninitializedTensorMixin, Parameter):
    """A parameter without a shape yet."""

    cls_to_become = Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return torch.Tensor._make_subclass(cls, torch.empty(0, device=device, dtype=dtype), requires_grad)

    def __deepcopy__(self, memo):
        known = memo.get(id(self))
        if known is None:
            known = memo[id(self)] = type(self)(self.requires_grad, self.data.device, self.data.dtype)
        return known


class UninitializedBuffer(UninitializedTensorMixin, Buffer):
    """A buffer without a shape yet."""

    cls_to_become = Buffer

    def __new__(cls, requires_grad=False, device=None, dtype=None, persistent=True):
        buffer = torch.Tensor._make_subclass(cls, torch.empty(0, device=device, dtype=dtype), requires_grad)
        buffer.persistent = persistent
        return buffer

    def __deepcopy__(self, memo):
        known = memo.get(id(self))
        if known is None:
            known = memo[id(self)] = type(self)(self.requires_grad, self.data.device, self.data.dtype, self.persistent)
        return known


def is_lazy(tensor):
    """Whether the tensor still waits for its shape."""
    return isinstance(tensor, UninitializedTensorMixin)
