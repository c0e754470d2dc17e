"""Recurrent networks: a hidden state carries what was read from one position of a sequence to the next.

Sequences are (L, N, input_size), or (N, L, input_size) with `batch_first`, or (L, input_size); states are
(layers * directions, N, hidden_size). All parameters start as U(-k, k) with k = 1 / sqrt(hidden_size).
"""

import math
import warnings

import torch

from .. import init
from ..parameter import Parameter
from ..utils.rnn import PackedSequence
from . import _recurrence
from .module import Module

_GATES = {"RNN_TANH": 1, "RNN_RELU": 1, "GRU": 3, "LSTM": 4}


class RNNBase(Module):
    """What `RNN`, `LSTM` and `GRU` share. Parameters are named `weight_ih_l0`, `weight_hh_l0_reverse` and so on."""

    def __init__(
        self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
        bidirectional=False, proj_size=0, device=None, dtype=None,
    ):
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        self._check_settings(dropout)
        self._all_weights = []
        for layer in range(num_layers):
            for suffix in ("", "_reverse") if bidirectional else ("",):
                shapes = self._shapes(layer)
                names = [f"{name}_l{layer}{suffix}" for name in shapes]
                for name, shape in zip(names, shapes.values()):
                    setattr(self, name, Parameter(torch.empty(shape, device=device, dtype=dtype)))
                self._all_weights.append(names)
        self.reset_parameters()

    def _check_settings(self, dropout):
        if isinstance(dropout, bool) or not isinstance(dropout, (int, float)) or not 0 <= dropout <= 1:
            raise ValueError(
                "dropout should be a number in range [0, 1] representing the probability of an element being zeroed"
            )
        if dropout > 0 and self.num_layers == 1:
            warnings.warn(
                "dropout option adds dropout after all but last recurrent layer, so non-zero dropout expects "
                f"num_layers greater than 1, but got dropout={dropout} and num_layers={self.num_layers}",
                stacklevel=4,
            )
        for name, kind in (("bias", bool), ("batch_first", bool), ("input_size", int), ("hidden_size", int)):
            value = getattr(self, name)
            if not isinstance(value, kind):
                raise TypeError(f"{name} should be of type {kind.__name__}, got: {type(value).__name__}")
            if kind is int and value <= 0:
                raise ValueError(f"{name} must be greater than zero")
        if self.num_layers <= 0:
            raise ValueError("num_layers must be greater than zero")
        if self.proj_size < 0:
            raise ValueError("proj_size should be a positive integer or zero to disable projections")
        if self.proj_size >= self.hidden_size:
            raise ValueError("proj_size has to be smaller than hidden_size")
        if self.mode not in _GATES:
            raise ValueError("Unrecognized RNN mode: " + self.mode)

    def _shapes(self, layer):
        """The shapes of one layer's parameters in one direction, by name."""
        gates = _GATES[self.mode] * self.hidden_size
        out = self.proj_size or self.hidden_size
        into = self.input_size if layer == 0 else out * (2 if self.bidirectional else 1)
        shapes = {"weight_ih": (gates, into), "weight_hh": (gates, out)}
        if self.bias:
            shapes.update(bias_ih=(gates,), bias_hh=(gates,))
        if self.proj_size > 0:
            shapes["weight_hr"] = (self.proj_size, self.hidden_size)
        return shapes

    @property
    def all_weights(self):
        """The parameters, a list a layer and direction."""
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    def flatten_parameters(self):
        """Joins the parameters' memory for a graphics card; nothing to do without one."""

    def reset_parameters(self):
        """Draws every parameter anew, in the order of `parameters()`."""
        bound = 1.0 / math.sqrt(self.hidden_size)
        for parameter in self.parameters():
            init.uniform_(parameter, -bound, bound)

    def _check_input(self, input, dims):
        weight = getattr(self, self._all_weights[0][0])
        if input.dtype != weight.dtype:
            raise ValueError(
                f"RNN input dtype ({input.dtype}) does not match weight dtype ({weight.dtype}). "
                f"Convert input: input.to({weight.dtype}), or convert model: model.to({input.dtype})"
            )
        if input.dim() != dims:
            raise RuntimeError(f"input must have {dims} dimensions, got {input.dim()}")
        if input.size(-1) != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {input.size(-1)}"
            )

    def _state_sizes(self):
        """The last size of each part of the state."""
        return (self.hidden_size,)

    def _start(self, input, batch):
        """A state of zeros."""
        layers = self.num_layers * (2 if self.bidirectional else 1)
        return tuple(
            torch.zeros(layers, batch, size, dtype=input.dtype, device=input.device) for size in self._state_sizes()
        )

    def _check_state(self, state, batch):
        layers = self.num_layers * (2 if self.bidirectional else 1)
        for place, (part, size) in enumerate(zip(state, self._state_sizes())):
            if tuple(part.size()) != (layers, batch, size):
                which = f"hidden[{place}]" if self.mode == "LSTM" else "hidden"
                raise RuntimeError(f"Expected {which} size {(layers, batch, size)}, got {list(part.size())}")

    def _check_dims(self, state, batched):
        """The state has a batch dimension exactly if the input has."""
        for part in state:
            if part.dim() != (3 if batched else 2):
                kind, dims = ("batched 3-D", 3) if batched else ("unbatched 2-D", 2)
                raise RuntimeError(f"For {kind} input, hx should also be {dims}-D but got {part.dim()}-D tensor")

    def forward(self, input, hx=None):
        """The output at every position, and the last state."""
        state = None if hx is None else self._parts(hx)
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, state)
        if input.dim() not in (2, 3):
            noun = "D tensor instead" if self.mode.startswith("RNN") else "D instead"
            kind = self.mode.partition("_")[0]
            raise ValueError(f"{kind}: Expected input to be 2D or 3D, got {input.dim()}{noun}")
        batched = input.dim() == 3
        batch_dim = 0 if self.batch_first else 1
        if state is not None:
            self._check_dims(state, batched)
        if not batched:
            input = input.unsqueeze(batch_dim)
            state = None if state is None else tuple(part.unsqueeze(1) for part in state)
        batch = input.size(batch_dim)
        if state is None:
            state = self._start(input, batch)
        self._check_input(input, 3)
        self._check_state(state, batch)
        output, *last = self._run(input, state)
        if not batched:
            output, last = output.squeeze(batch_dim), [part.squeeze(1) for part in last]
        return output, self._joined(last)

    def _run(self, input, state):
        """All layers over a batch."""
        sequence = input.transpose(0, 1) if self.batch_first else input
        output, *last = _recurrence.layers(
            self.mode, sequence, None, state, self._cell_weights(), self.dropout, self.training, self.bidirectional
        )
        if self.batch_first:
            # In place where PyTorch does it so, which its node's name shows.
            output = output.transpose(0, 1) if self.mode == "LSTM" else output.transpose_(0, 1)
        return output, *last

    def _forward_packed(self, packed, state):
        data, batch_sizes, sorted_indices, unsorted_indices = packed
        batch = int(batch_sizes[0])
        if state is None:
            state = self._start(data, batch)
        elif sorted_indices is not None:
            state = tuple(part.index_select(1, sorted_indices) for part in state)
        self._check_input(data, 2)
        self._check_state(state, batch)
        output, *last = _recurrence.layers(
            self.mode, data, batch_sizes.tolist(), state, self._cell_weights(), self.dropout, self.training,
            self.bidirectional,
        )
        if unsorted_indices is not None:
            last = [part.index_select(1, unsorted_indices) for part in last]
        return PackedSequence(output, batch_sizes, sorted_indices, unsorted_indices), self._joined(last)

    def _cell_weights(self):
        """`all_weights` as one step takes them, with None for what is left out."""
        biases = [] if self.bias else [None, None]
        return [weights[:2] + biases + weights[2:] for weights in self.all_weights]

    def _parts(self, hx):
        """The state as a tuple."""
        return (hx,)

    def _joined(self, parts):
        """The state as the caller gave it and gets it."""
        return parts[0]

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.proj_size != 0:
            text += f", proj_size={self.proj_size}"
        if self.num_layers != 1:
            text += f", num_layers={self.num_layers}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if self.batch_first is not False:
            text += f", batch_first={self.batch_first}"
        if self.dropout != 0:
            text += f", dropout={self.dropout}"
        if self.bidirectional is not False:
            text += f", bidirectional={self.bidirectional}"
        return text


class RNN(RNNBase):
    """h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh), or relu with `nonlinearity="relu"`."""

    def __init__(self, *args, **kwargs):
        if "proj_size" in kwargs:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        if len(args) > 3:
            nonlinearity, args = args[3], args[:3] + args[4:]
        else:
            nonlinearity = kwargs.pop("nonlinearity", "tanh")
        if nonlinearity not in ("tanh", "relu"):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__("RNN_" + nonlinearity.upper(), *args, **kwargs)
        self.nonlinearity = nonlinearity


class LSTM(RNNBase):
    """Long short-term memory (Hochreiter and Schmidhuber, 1997): a second state c that gates write to and read from.

    The state is a pair (h, c); `proj_size` makes h smaller than c.
    """

    def __init__(self, *args, **kwargs):
        super().__init__("LSTM", *args, **kwargs)

    def _state_sizes(self):
        return (self.proj_size or self.hidden_size, self.hidden_size)

    def _check_dims(self, state, batched):
        if any(part.dim() != (3 if batched else 2) for part in state):
            kind, dims = ("batched 3-D", 3) if batched else ("unbatched 2-D", 2)
            raise RuntimeError(
                f"For {kind} input, hx and cx should also be {dims}-D but got "
                f"({state[0].dim()}-D, {state[1].dim()}-D) tensors"
            )

    def _parts(self, hx):
        return tuple(hx)

    def _joined(self, parts):
        return tuple(parts)


class GRU(RNNBase):
    """The gated recurrent unit (Cho et al., 2014): two gates decide how much of the state is kept and how much used."""

    def __init__(self, *args, **kwargs):
        if "proj_size" in kwargs:
            raise ValueError("proj_size argument is only supported for LSTM, not RNN or GRU")
        super().__init__("GRU", *args, **kwargs)


class RNNCellBase(Module):
    """One step of a recurrent network, on (N, input_size) and a state of (N, hidden_size), or without N."""

    def __init__(self, input_size, hidden_size, bias, num_chunks, device=None, dtype=None):
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        rows, factory = num_chunks * hidden_size, {"device": device, "dtype": dtype}
        self.weight_ih = Parameter(torch.empty((rows, input_size), **factory))
        self.weight_hh = Parameter(torch.empty((rows, hidden_size), **factory))
        self.register_parameter("bias_ih", Parameter(torch.empty(rows, **factory)) if bias else None)
        self.register_parameter("bias_hh", Parameter(torch.empty(rows, **factory)) if bias else None)
        self.reset_parameters()

    def extra_repr(self):
        text = f"{self.input_size}, {self.hidden_size}"
        if self.bias is not True:
            text += f", bias={self.bias}"
        if getattr(self, "nonlinearity", "tanh") != "tanh":
            text += f", nonlinearity={self.nonlinearity}"
        return text

    def reset_parameters(self):
        """Draws every parameter anew."""
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for parameter in self.parameters():
            init.uniform_(parameter, -bound, bound)

    def _step(self, cell, input, parts):
        """Calls a cell of `_recurrence` on a batch, which may be one sample without a batch dimension."""
        batched = input.dim() == 2
        if not batched:
            input = input.unsqueeze(0)
            parts = None if parts is None else [part.unsqueeze(0) for part in parts]
        if parts is None:
            zeros = torch.zeros(input.size(0), self.hidden_size, dtype=input.dtype, device=input.device)
            parts = [zeros] * (2 if cell is _recurrence.lstm_cell else 1)
        self._check_shapes(input, parts)
        state = parts if len(parts) > 1 else parts[0]
        result = cell(input, state, self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        result = result if isinstance(result, tuple) else (result,)
        return result if batched else tuple(part.squeeze(0) for part in result)

    def _check_shapes(self, input, parts):
        if input.size(1) != self.input_size:
            raise RuntimeError(f"input has inconsistent input_size: got {input.size(1)} expected {self.input_size}")
        for place, part in enumerate(parts):
            if part.size(0) != input.size(0):
                raise RuntimeError(
                    f"Input batch size {input.size(0)} doesn't match hidden{place} batch size {part.size(0)}"
                )
            if part.size(1) != self.hidden_size:
                raise RuntimeError(
                    f"hidden{place} has inconsistent hidden_size: got {part.size(1)}, expected {self.hidden_size}"
                )

    def _check_dims(self, what, tensor):
        if tensor.dim() not in (1, 2):
            raise ValueError(f"{type(self).__name__}: Expected {what} to be 1D or 2D, got {tensor.dim()}D instead")


class RNNCell(RNNCellBase):
    """h' = tanh(W_ih x + b_ih + W_hh h + b_hh), or relu."""

    def __init__(self, input_size, hidden_size, bias=True, nonlinearity="tanh", device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input, hx=None):
        self._check_dims("input", input)
        if hx is not None:
            self._check_dims("hidden", hx)
        if self.nonlinearity not in ("tanh", "relu"):
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}")
        cell = _recurrence.tanh_cell if self.nonlinearity == "tanh" else _recurrence.relu_cell
        return self._step(cell, input, None if hx is None else [hx])[0]


class LSTMCell(RNNCellBase):
    """One step of an `LSTM`; the state is a pair (h, c)."""

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input, hx=None):
        self._check_dims("input", input)
        for place, part in enumerate(hx or ()):
            self._check_dims(f"hx[{place}]", part)
        return self._step(_recurrence.lstm_cell, input, None if hx is None else list(hx))


class GRUCell(RNNCellBase):
    """One step of a `GRU`."""

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input, hx=None):
        self._check_dims("input", input)
        if hx is not None:
            self._check_dims("hidden", hx)
        return self._step(_recurrence.gru_cell, input, None if hx is None else [hx])[0]
