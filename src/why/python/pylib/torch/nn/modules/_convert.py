"""What is done to a whole tree of modules at once: training and evaluation mode, gradients, types and devices."""

import torch


def _parse_to(*args, **kwargs):
    """What `.to(...)` was given: `(device, dtype, memory_format)`, each None if not given."""
    device, dtype = kwargs.pop("device", None), kwargs.pop("dtype", None)
    memory_format = kwargs.pop("memory_format", None)
    kwargs.pop("non_blocking", None)
    like = kwargs.pop("other", None) if "other" in kwargs else kwargs.pop("tensor", None)
    if kwargs:
        raise TypeError(f"to() got an unexpected keyword argument '{next(iter(kwargs))}'")
    for value in args:
        if isinstance(value, torch.Tensor):
            like = value
        elif isinstance(value, torch.dtype):
            dtype = value
        elif isinstance(value, (torch.device, str)) or (isinstance(value, int) and not isinstance(value, bool)):
            device = value
        elif not isinstance(value, bool) and value is not None:
            raise TypeError(
                "to() received an invalid combination of arguments - got "
                f"({', '.join(type(arg).__name__ for arg in args)}), but expected one of:\n"
                " * (torch.device device = None, torch.dtype dtype = None, bool non_blocking = False, "
                "bool copy = False, *, torch.memory_format memory_format = None)\n"
                " * (torch.dtype dtype, bool non_blocking = False, bool copy = False, *, "
                "torch.memory_format memory_format = None)\n"
                " * (Tensor tensor, bool non_blocking = False, bool copy = False, *, "
                "torch.memory_format memory_format = None)\n"
            )
    if like is not None:
        device, dtype = like.device, like.dtype
    if device is not None and not isinstance(device, torch.device):
        device = torch.device(device)
    return device, dtype, memory_format


class Convert:
    """The part of `Module` that changes all of its tensors, or its mode, at once."""

    def apply(self, fn):
        """Calls `fn` on every module below and then on this one, as an initialisation does."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode=True):
        """Says whether to behave as in training: dropout drops, batch normalisation uses the batch's statistics."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self):
        """The same as `train(False)`."""
        return self.train(False)

    def requires_grad_(self, requires_grad=True):
        """Freezes (False) or thaws (True) every parameter."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none=True):
        """Forgets the gradients, or without `set_to_none` fills them with 0."""
        for parameter in self.parameters():
            if parameter.grad is None:
                continue
            if set_to_none:
                parameter.grad = None
            elif parameter.grad.grad_fn is not None:
                parameter.grad.detach_().zero_()
            else:
                parameter.grad.requires_grad_(False).zero_()

    def _apply(self, fn, recurse=True):
        """Replaces the values of every parameter, gradient and buffer by `fn` of them; the objects stay the same."""
        if recurse:
            for module in self.children():
                module._apply(fn)
        for parameter in self._parameters.values():
            if parameter is None:
                continue
            with torch.no_grad():
                converted = fn(parameter)
                gradient = parameter.grad
                converted_gradient = None if gradient is None else fn(gradient)
            if gradient is not None and converted_gradient is not gradient:
                # A gradient must have its parameter's type: it steps aside while both change.
                parameter.grad = None
                gradient.data = converted_gradient
            if converted is not parameter:
                parameter.data = converted
            if gradient is not None:
                parameter.grad = gradient
        for name, buffer in self._buffers.items():
            if buffer is not None:
                self._store(self._buffers, name, fn(buffer))
        return self

    def to(self, *args, **kwargs):
        """To a device, a floating point type, or both; integer tensors keep their type."""
        device, dtype, memory_format = _parse_to(*args, **kwargs)
        if dtype is not None and not (dtype.is_floating_point or dtype.is_complex):
            raise TypeError(
                f"nn.Module.to only accepts floating point or complex dtypes, but got desired dtype={dtype}"
            )

        def convert(tensor):
            wanted = {}
            if device is not None:
                wanted["device"] = device
            if dtype is not None and tensor.is_floating_point():
                wanted["dtype"] = dtype
            if memory_format is not None and tensor.dim() in (4, 5):
                wanted["memory_format"] = memory_format
            return tensor.to(**wanted) if wanted else tensor

        return self._apply(convert)

    def type(self, dst_type):
        """Every tensor to this type, integers too."""
        return self._apply(lambda tensor: tensor.type(dst_type))

    def float(self):
        """Floating point tensors to float32."""
        return self._apply(lambda tensor: tensor.float() if tensor.is_floating_point() else tensor)

    def double(self):
        """Floating point tensors to float64."""
        return self._apply(lambda tensor: tensor.double() if tensor.is_floating_point() else tensor)

    def half(self):
        """Floating point tensors to float16."""
        return self._apply(lambda tensor: tensor.half() if tensor.is_floating_point() else tensor)

    def bfloat16(self):
        """Floating point tensors to bfloat16."""
        return self._apply(lambda tensor: tensor.bfloat16() if tensor.is_floating_point() else tensor)

    def cpu(self):
        """Every tensor to the processor's memory, where it already is."""
        return self._apply(lambda tensor: tensor.cpu())

    def cuda(self, device=None):
        """Every tensor to a graphics card; without one, PyTorch's own error."""
        return self._apply(lambda tensor: tensor.cuda(device))

    def to_empty(self, *, device, recurse=True):
        """The same shapes with memory that nobody filled."""
        return self._apply(lambda tensor: torch.empty_like(tensor, device=device), recurse=recurse)

    def share_memory(self):
        """Memory shared among processes."""
        raise NotImplementedError("Module.share_memory is not supported: there is one process")

    def compile(self, *args, **kwargs):
        """Compiled calls."""
        raise NotImplementedError("Module.compile is not supported")
