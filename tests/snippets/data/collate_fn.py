# A collate function of one's own pads sequences.
import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

sequences = [torch.tensor([1, 2, 3]), torch.tensor([4]), torch.tensor([5, 6])]

def pad(batch):
    return pad_sequence(batch, batch_first=True), torch.tensor([len(s) for s in batch])

for padded, lengths in DataLoader(sequences, batch_size=3, collate_fn=pad):
    print(padded, lengths)
print(pad_sequence(sequences), pad_sequence(sequences, batch_first=True, padding_value=-1))
print([batch for batch in DataLoader([1, 2, 3], batch_size=2, collate_fn=list)])
