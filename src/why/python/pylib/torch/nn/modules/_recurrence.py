"""One step of each recurrent network, and walks over sequences: of one length, or packed, where the batch shrinks."""

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


def _layers(mode, sequence, hx, weights, p, training, bidirectional, walk):
    """All layers over a sequence, each reading what the one below wrote; `walk` takes a layer's single direction.

    Returns the last layer's output and then the parts of the final state, (layers * directions, N, features).
    """
    directions = 2 if bidirectional else 1
    final = []
    for index in range(0, len(weights), directions):
        if index > 0 and p > 0 and training:
            sequence = dropout(sequence, p, True)
        outputs = []
        for direction in range(directions):
            state = tuple(part[index + direction] for part in hx)
            output, last = walk(_CELLS[mode], sequence, state, weights[index + direction], direction == 1)
            outputs.append(output)
            final.append(last)
        sequence = torch.cat(outputs, dim=-1) if bidirectional else outputs[0]
    return (sequence, *(torch.stack(parts) for parts in zip(*final)))


def _walk_even(cell, sequence, state, weights, reverse):
    """One layer in one direction over (L, N, features)."""
    steps = list(sequence.unbind(0))
    many = len(state) > 1
    outputs = []
    for input in reversed(steps) if reverse else steps:
        result = cell(input, state if many else state[0], *weights)
        state = tuple(result) if many else (result,)
        outputs.append(state[0])
    return torch.stack(outputs[::-1] if reverse else outputs), state


def even(mode, sequence, hx, weights, p, training, bidirectional):
    """All layers over sequences of one length, (L, N, features)."""
    return _layers(mode, sequence, hx, weights, p, training, bidirectional, _walk_even)


def packed(mode, data, batch_sizes, hx, weights, p, training, bidirectional):
    """All layers over a packed sequence."""
    sizes = batch_sizes.tolist()

    def walk(cell, data, state, weights, reverse):
        return _walk(cell, data, sizes, state, weights, reverse)

    return _layers(mode, data, hx, weights, p, training, bidirectional, walk)
