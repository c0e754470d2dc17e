"""Convolutions: a small kernel slides over the input and gives a weighted sum at every place.

An output is floor((in + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1 long in each direction; the transposed
layers go the other way.
"""

import math

import torch

from .. import functional as F
from .. import init
from .._tuples import _pair, _single, _triple
from ..parameter import Parameter
from .module import Module

_PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


class _ConvNd(Module):
    """What all convolutions share: their settings, their parameters and how these start."""

    def __init__(
        self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding, groups,
        bias, padding_mode, device=None, dtype=None,
    ):
        super().__init__()
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        if in_channels % groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups != 0:
            raise ValueError("out_channels must be divisible by groups")
        if isinstance(padding, str):
            if padding not in ("same", "valid"):
                raise ValueError(f"Invalid padding string {padding!r}, should be one of {{'same', 'valid'}}")
            if padding == "same" and any(step != 1 for step in stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        if padding_mode not in _PADDING_MODES:
            choices = ", ".join(map(repr, _PADDING_MODES))
            raise ValueError(f"padding_mode must be one of {{{choices}}}, but got padding_mode='{padding_mode}'")
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.transposed = transposed
        self.output_padding = output_padding
        self.groups = groups
        self.padding_mode = padding_mode
        self._reversed_padding_repeated_twice = self._both_sides()
        if transposed:
            shape = (in_channels, out_channels // groups, *kernel_size)
        else:
            shape = (out_channels, in_channels // groups, *kernel_size)
        self.weight = Parameter(torch.empty(shape, device=device, dtype=dtype))
        if bias:
            self.bias = Parameter(torch.empty(out_channels, device=device, dtype=dtype))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def _both_sides(self):
        """The padding as `F.pad` wants it: before and after, the last dimension first."""
        sides = []
        for place in reversed(range(len(self.kernel_size))):
            if self.padding == "valid":
                sides += [0, 0]
            elif self.padding == "same":
                total = self.dilation[place] * (self.kernel_size[place] - 1)
                sides += [total // 2, total - total // 2]
            elif place < len(self.padding):
                sides += [self.padding[place]] * 2
        return sides if isinstance(self.padding, str) else tuple(sides)

    def reset_parameters(self):
        """Draws the weight and then the bias anew, from U(-k, k) with k = 1 / sqrt(what feeds one output)."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            bound = 1 / math.sqrt(fan_in) if fan_in > 0 else 0
            init.uniform_(self.bias, -bound, bound)

    def extra_repr(self):
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        if self.padding != (0,) * len(self.padding):
            text += f", padding={self.padding}"
        if self.dilation != (1,) * len(self.dilation):
            text += f", dilation={self.dilation}"
        if self.output_padding != (0,) * len(self.output_padding):
            text += f", output_padding={self.output_padding}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        if self.padding_mode != "zeros":
            text += f", padding_mode={self.padding_mode}"
        return text

    def forward(self, input):
        return self._conv_forward(input, self.weight, self.bias)

    def _conv_forward(self, input, weight, bias):
        padding = self.padding
        if self.padding_mode != "zeros":
            input = F.pad(input, self._reversed_padding_repeated_twice, mode=self.padding_mode)
            padding = 0
        return type(self)._convolution(input, weight, bias, self.stride, padding, self.dilation, self.groups)


class Conv1d(_ConvNd):
    """Over sequences: (N, C_in, L) or (C_in, L) to (N, C_out, L_out); `weight` is (C_out, C_in / groups, kernel)."""

    _convolution = staticmethod(F.conv1d)

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, _single(kernel_size), _single(stride),
            padding if isinstance(padding, str) else _single(padding), _single(dilation), False, _single(0), groups,
            bias, padding_mode, device, dtype,
        )


class Conv2d(_ConvNd):
    """Over images: (N, C_in, H, W) or (C_in, H, W) to (N, C_out, H_out, W_out)."""

    _convolution = staticmethod(F.conv2d)

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, _pair(kernel_size), _pair(stride),
            padding if isinstance(padding, str) else _pair(padding), _pair(dilation), False, _pair(0), groups,
            bias, padding_mode, device, dtype,
        )


class Conv3d(_ConvNd):
    """Over volumes: (N, C_in, D, H, W) or (C_in, D, H, W) to (N, C_out, D_out, H_out, W_out)."""

    _convolution = staticmethod(F.conv3d)

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
        padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, _triple(kernel_size), _triple(stride),
            padding if isinstance(padding, str) else _triple(padding), _triple(dilation), False, _triple(0), groups,
            bias, padding_mode, device, dtype,
        )


class _ConvTransposeNd(_ConvNd):
    """A convolution's gradient used as a layer: it makes larger what a convolution with its settings makes smaller."""

    def __init__(self, *args):
        if args[10] != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        super().__init__(*args)

    def forward(self, input, output_size=None):
        return type(self)._convolution(
            input, self.weight, self.bias, self.stride, self.padding, self._output_padding(input, output_size),
            self.groups, self.dilation,
        )

    def _output_padding(self, input, output_size):
        """How much to add at one end: with a stride several outputs would fit; `output_size` says which is meant."""
        if output_size is None:
            return self.output_padding
        spatial = len(self.kernel_size)
        others = 2 if input.dim() == spatial + 2 else 1
        if len(output_size) == others + spatial:
            output_size = output_size[others:]
        if len(output_size) != spatial:
            raise ValueError(
                f"ConvTranspose{spatial}D: for {input.dim()}D input, output_size must have {spatial} "
                f"or {others + spatial} elements (got {len(output_size)})"
            )
        smallest = [
            (input.size(place + others) - 1) * self.stride[place]
            - 2 * self.padding[place]
            + self.dilation[place] * (self.kernel_size[place] - 1)
            + 1
            for place in range(spatial)
        ]
        largest = [size + step - 1 for size, step in zip(smallest, self.stride)]
        if any(not low <= size <= high for low, size, high in zip(smallest, output_size, largest)):
            raise ValueError(
                f"requested an output size of {output_size}, but valid sizes range from {smallest} to {largest} "
                f"(for an input of {input.size()[2:]})"
            )
        return [size - low for size, low in zip(output_size, smallest)]


class ConvTranspose1d(_ConvTransposeNd):
    """(N, C_in, L) or (C_in, L) to (N, C_out, L_out); `weight` is (C_in, C_out / groups, kernel)."""

    _convolution = staticmethod(F.conv_transpose1d)

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
        dilation=1, padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, _single(kernel_size), _single(stride), _single(padding), _single(dilation), True,
            _single(output_padding), groups, bias, padding_mode, device, dtype,
        )


class ConvTranspose2d(_ConvTransposeNd):
    """(N, C_in, H, W) or (C_in, H, W) to (N, C_out, H_out, W_out)."""

    _convolution = staticmethod(F.conv_transpose2d)

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
        dilation=1, padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, _pair(kernel_size), _pair(stride), _pair(padding), _pair(dilation), True,
            _pair(output_padding), groups, bias, padding_mode, device, dtype,
        )


class ConvTranspose3d(_ConvTransposeNd):
    """(N, C_in, D, H, W) or (C_in, D, H, W) to (N, C_out, D_out, H_out, W_out)."""

    _convolution = staticmethod(F.conv_transpose3d)

    def __init__(
        self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1, bias=True,
        dilation=1, padding_mode="zeros", device=None, dtype=None,
    ):
        super().__init__(
            in_channels, out_channels, _triple(kernel_size), _triple(stride), _triple(padding), _triple(dilation), True,
            _triple(output_padding), groups, bias, padding_mode, device, dtype,
        )
