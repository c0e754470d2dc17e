# Sequences of different lengths: filled up, packed, run through an LSTM and unpacked.
import torch
from torch import nn
from torch.nn.utils.rnn import (
    PackedSequence,
    pack_padded_sequence,
    pack_sequence,
    pad_packed_sequence,
    pad_sequence,
    unpack_sequence,
    unpad_sequence,
)

sequences = [torch.arange(2.0), torch.arange(4.0) + 10, torch.arange(1.0) + 20]
padded = pad_sequence(sequences, batch_first=True, padding_value=-1)
print(padded, pad_sequence(sequences).shape, pad_sequence(sequences, True, 0.0, "left"))
packed = pack_padded_sequence(padded, [2, 4, 1], batch_first=True, enforce_sorted=False)
print(packed)
print(
    packed.batch_sizes,
    packed.sorted_indices,
    packed.unsorted_indices,
    type(packed).__name__,
    isinstance(packed, PackedSequence),
)
print(pad_packed_sequence(packed, batch_first=True, padding_value=9, total_length=5))
print(
    unpack_sequence(pack_sequence(sequences, enforce_sorted=False)),
    unpad_sequence(padded, torch.tensor([2, 4, 1]), batch_first=True),
)
torch.manual_seed(0)
lstm = nn.LSTM(1, 2, num_layers=2, bidirectional=True)
batch = pad_sequence(sequences).unsqueeze(-1) / 10
output, (h, c) = lstm(pack_padded_sequence(batch, [2, 4, 1], enforce_sorted=False))
values, lengths = pad_packed_sequence(output)
print(values.shape, lengths, h.shape, c.shape)
alone, (h_alone, _) = lstm(batch[:1, 2:])
print(
    torch.allclose(values[:1, 2:], alone, atol=1e-6),
    torch.allclose(h[:, 2:], h_alone, atol=1e-6),
    bool((values[2:, 0] == 0).all()),
)
for lengths in ([1, 2, 4], [4, 2, 0], [4, 2]):
    try:
        pack_padded_sequence(batch, lengths)
    except RuntimeError as error:
        print(error)
