"""Layers that learn the size of their input from the first batch: `LazyLinear(8)` becomes a `Linear(n, 8)`."""

import torch

from ..parameter import UninitializedBuffer, UninitializedParameter, is_lazy
from .batchnorm import BatchNorm1d, BatchNorm2d, BatchNorm3d
from .conv import Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from .instancenorm import InstanceNorm1d, InstanceNorm2d, InstanceNorm3d
from .linear import Linear


class LazyModuleMixin:
    """Waits, by a hook before `forward`, for the first input; then fills in the shapes and becomes the plain class."""

    cls_to_become = None

    def _wait(self):
        self._load_hook = self.register_load_state_dict_pre_hook(type(self)._lazy_load_hook)
        self._initialize_hook = self.register_forward_pre_hook(type(self)._infer_parameters, with_kwargs=True)

    def has_uninitialized_params(self):
        """Whether any parameter or buffer has no shape yet."""
        return any(map(is_lazy, [*self._parameters.values(), *self._buffers.values()]))

    def reset_parameters(self):
        """Nothing can be drawn before the shapes are known."""
        if not self.has_uninitialized_params() and self._input_size() != 0:
            super().reset_parameters()

    def _lazy_load_hook(self, state_dict, prefix, *rest):
        for name, member in [*self._parameters.items(), *self._buffers.items()]:
            saved = state_dict.get(prefix + name)
            if is_lazy(member) and saved is not None and not is_lazy(saved):
                with torch.no_grad():
                    member.materialize(saved.shape)

    def _infer_parameters(self, args, kwargs):
        self.initialize_parameters(*args, **kwargs)
        if self.has_uninitialized_params():
            raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
        self._initialize_hook.remove()
        self._load_hook.remove()
        del self._initialize_hook, self._load_hook
        if not any(self._hooks.values()):
            del self.__dict__["_hooks"]
        self.__class__ = self.cls_to_become


class LazyLinear(LazyModuleMixin, Linear):
    """A `Linear` whose in_features is the input's last size."""

    __module__ = "torch.nn.modules.linear"
    cls_to_become = Linear

    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, 0, False)
        self._wait()
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_features = out_features
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def _input_size(self):
        return self.in_features

    def initialize_parameters(self, input):
        """Takes the shapes from the first input."""
        if self.has_uninitialized_params():
            with torch.no_grad():
                self.in_features = input.shape[-1]
                self.weight.materialize((self.out_features, self.in_features))
                if self.bias is not None:
                    self.bias.materialize((self.out_features,))
                self.reset_parameters()
        elif self.in_features == 0:
            self.in_features = self.weight.shape[-1]


class _LazyConv(LazyModuleMixin):
    __module__ = "torch.nn.modules.conv"

    def __init__(self, out_channels, kernel_size, *args, **kwargs):
        bias = kwargs.pop("bias", True)
        super().__init__(0, 0, kernel_size, *args, bias=False, **kwargs)
        self._wait()
        self.weight = UninitializedParameter()
        self.out_channels = out_channels
        if bias:
            self.bias = UninitializedParameter()

    def _input_size(self):
        return self.in_channels

    def initialize_parameters(self, input, *args, **kwargs):
        """Takes the shapes from the first input."""
        if not self.has_uninitialized_params():
            return
        spatial = len(self.kernel_size)
        if input.dim() not in (spatial + 1, spatial + 2):
            raise RuntimeError(
                f"Expected {spatial + 1}D (unbatched) or {spatial + 2}D (batched) input to {self._get_name()}, "
                f"but got input of size: {input.shape}"
            )
        self.in_channels = input.shape[1] if input.dim() == spatial + 2 else input.shape[0]
        if self.in_channels % self.groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        if self.transposed:
            shape = (self.in_channels, self.out_channels // self.groups, *self.kernel_size)
        else:
            shape = (self.out_channels, self.in_channels // self.groups, *self.kernel_size)
        self.weight.materialize(shape)
        if self.bias is not None:
            self.bias.materialize((self.out_channels,))
        self.reset_parameters()


class _LazyNorm(LazyModuleMixin):
    def __init__(self, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, *, bias=True):
        super().__init__(0, eps, momentum, False, False, bias=False)
        self._wait()
        self.affine = affine
        self.track_running_stats = track_running_stats
        if affine:
            self.weight = UninitializedParameter()
            if bias:
                self.bias = UninitializedParameter()
        if track_running_stats:
            self.running_mean = UninitializedBuffer()
            self.running_var = UninitializedBuffer()
            self.num_batches_tracked = torch.tensor(0, dtype=torch.long)

    def _input_size(self):
        return self.num_features

    def initialize_parameters(self, input):
        """Takes the shapes from the first input."""
        if self.has_uninitialized_params():
            self.num_features = input.shape[1]
            for member in (self.weight, self.bias, self.running_mean, self.running_var):
                if member is not None:
                    member.materialize((self.num_features,))
            self.reset_parameters()


def _lazy(mixin, plain):
    """The lazy form of a class, such as `LazyConv2d` of `Conv2d`."""
    name = f"Lazy{plain.__name__}"
    doc = f"A `{plain.__name__}` whose number of input channels is the input's."
    return type(name, (mixin, plain), {"cls_to_become": plain, "__module__": plain.__module__, "__doc__": doc})


LazyConv1d = _lazy(_LazyConv, Conv1d)
LazyConv2d = _lazy(_LazyConv, Conv2d)
LazyConv3d = _lazy(_LazyConv, Conv3d)
LazyConvTranspose1d = _lazy(_LazyConv, ConvTranspose1d)
LazyConvTranspose2d = _lazy(_LazyConv, ConvTranspose2d)
LazyConvTranspose3d = _lazy(_LazyConv, ConvTranspose3d)
LazyBatchNorm1d = _lazy(_LazyNorm, BatchNorm1d)
LazyBatchNorm2d = _lazy(_LazyNorm, BatchNorm2d)
LazyBatchNorm3d = _lazy(_LazyNorm, BatchNorm3d)
LazyInstanceNorm1d = _lazy(_LazyNorm, InstanceNorm1d)
LazyInstanceNorm2d = _lazy(_LazyNorm, InstanceNorm2d)
LazyInstanceNorm3d = _lazy(_LazyNorm, InstanceNorm3d)
