"""One step of each recurrent network, and a walk over packed sequences, whose batch shrinks as sequences end."""

import torch

from ..functional import dropout, linear


def tanh_cell(input, hidden, w_ih, w_hh, b_ih=None, b_hh=None):
    """h' = tanh(W_ih x + b_ih + W_hh h + b_hh)."""
    return torch.tanh(linear(input, w_ih, b_ih) + linear(hidden, w_hh, b_hh))


def relu_cell(input, hidden, w_ih, w_hh, b_ih=None, b_hh=None):
    """h' = relu(W_ih x + b_ih + W_hh h + b_hh)."""
    return torch.relu(linear(input, w_ih, b_ih) + linear(hidden, w_hh, b_hh))


def lstm_cell(input, state, w_ih, w_hh, b_ih=None, b_hh=None, w_hr=None):
    """c' = f * c + i * g; h' = o * tanh(c'), with gates i, f, o = sigmoid(...) and g = tanh(...) of x and h.

    With `w_hr` the new h is projected to fewer features.
    """
    hidden, cell = state
    gates = linear(hidden, w_hh, b_hh) + linear(input, w_ih, b_ih)
    i, f, g, o = gates.chunk(4, 1)
    cell = torch.sigmoid(f) * cell + torch.sigmoid(i) * torch.tanh(g)
    hidden = torch.sigmoid(o) * torch.tanh(cell)
    return (hidden if w_hr is None else linear(hidden, w_hr)), cell


def gru_cell(input, hidden, w_ih, w_hh, b_ih=None, b_hh=None):
    """h' = (1 - z) * n + z * h, where n = tanh(W_in x + b_in + r * (W_hn h + b_hn)) and r, z = sigmoid(...)."""
    of_input = linear(input, w_ih, b_ih).chunk(3, 1)
    of_hidden = linear(hidden, w_hh, b_hh).chunk(3, 1)
    r = torch.sigmoid(of_hidden[0] + of_input[0])
    z = torch.sigmoid(of_hidden[1] + of_input[1])
    n = torch.tanh(of_input[2] + of_hidden[2] * r)
    return (hidden - n) * z + n


_CELLS = {"RNN_TANH": tanh_cell, "RNN_RELU": relu_cell, "GRU": gru_cell, "LSTM": lstm_cell}


def _walk(cell, data, batch_sizes, state, weights, reverse):
    """One layer in one direction; `state` is a tuple of (N, features) for the longest-first batch."""
    steps = list(data.split(batch_sizes))
    outputs = [None] * len(steps)
    many = len(state) > 1
    if reverse:
        # Backwards the short sequences join in as their ends are reached.
        current = tuple(part[: batch_sizes[-1]] for part in state)
        for step in reversed(range(len(steps))):
            joined = batch_sizes[step] - current[0].size(0)
            if joined > 0:
                begin = current[0].size(0)
                current = tuple(torch.cat([now, part[begin : begin + joined]]) for now, part in zip(current, state))
            result = cell(steps[step], current if many else current[0], *weights)
            current = tuple(result) if many else (result,)
            outputs[step] = current[0]
        return torch.cat(outputs), current
    current = state
    ended = []
    for step, input in enumerate(steps):
        size = batch_sizes[step]
        if size < current[0].size(0):
            ended.append(tuple(part[size:] for part in current))
            current = tuple(part[:size] for part in current)
        result = cell(input, current if many else current[0], *weights)
        current = tuple(result) if many else (result,)
        outputs[step] = current[0]
    ended.append(current)
    final = tuple(torch.cat(parts) for parts in zip(*reversed(ended)))
    return torch.cat(outputs), final


def packed(mode, data, batch_sizes, hx, weights, num_layers, p, training, bidirectional):
    """All layers over a packed sequence: the packed output and the final state, (layers * directions, N, features)."""
    cell = _CELLS[mode]
    batch_sizes = batch_sizes.tolist()
    directions = 2 if bidirectional else 1
    final = []
    for layer in range(num_layers):
        outputs = []
        for direction in range(directions):
            index = layer * directions + direction
            state = tuple(part[index] for part in hx)
            output, last = _walk(cell, data, batch_sizes, state, weights[index], reverse=direction == 1)
            outputs.append(output)
            final.append(last)
        data = torch.cat(outputs, dim=1) if bidirectional else outputs[0]
        if p > 0 and training and layer < num_layers - 1:
            data = dropout(data, p, True)
    return (data, *(torch.stack(parts) for parts in zip(*final)))
