# Padded sequences: lengths, packing and the last real output.
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

torch.manual_seed(0)
rnn = nn.RNN(1, 2, batch_first=True)
sequences = [torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([[4.0]])]
padded, lengths = pad_sequence(sequences, batch_first=True), torch.tensor([3, 1])
packed = pack_padded_sequence(padded, lengths, batch_first=True)
print(packed.data.flatten(), packed.batch_sizes)
output, hidden = rnn(packed)
unpacked, sizes = pad_packed_sequence(output, batch_first=True)
print(unpacked.detach(), sizes)
print(torch.equal(hidden[0], unpacked[torch.arange(2), lengths - 1]))
