"""One step of each recurrent network, and layers of them over sequences, of which each runs natively."""

import _torch
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


def layers(mode, sequence, batch_sizes, hx, weights, p, training, bidirectional):
    """All layers over a sequence, each reading what the one below wrote.

    The sequence is (L, N, features), or packed rows and the batch size of every step. Returns the last layer's output and
    then the parts of the final state, (layers * directions, N, features).
    """
    directions = 2 if bidirectional else 1
    final = []
    for index in range(0, len(weights), directions):
        if index > 0 and p > 0 and training:
            sequence = dropout(sequence, p, True)
        outputs = []
        for direction in range(directions):
            place = index + direction
            cell = hx[1][place] if len(hx) > 1 else None
            w_ih, w_hh, b_ih, b_hh, *w_hr = weights[place]
            output, *last = _torch.rnn_layer(
                mode, sequence, batch_sizes, hx[0][place], cell, w_ih, w_hh, b_ih, b_hh, w_hr[0] if w_hr else None,
                direction == 1,
            )
            outputs.append(output)
            final.append(last)
        sequence = torch.cat(outputs, dim=-1) if bidirectional else outputs[0]
    return (sequence, *(torch.stack(parts) for parts in zip(*final)))
