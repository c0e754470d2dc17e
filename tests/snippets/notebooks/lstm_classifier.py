# Sentences of different lengths through an LSTM.
import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence, pack_padded_sequence, pad_packed_sequence
torch.manual_seed(0)
vocab = {"<pad>": 0, "<unk>": 1}
sents = ["the movie was great", "bad film", "great great fun"]
for s in sents:
    for w in s.split(): vocab.setdefault(w, len(vocab))
enc = lambda s: torch.tensor([vocab.get(w, 1) for w in s.split()])
seqs = [enc(s) for s in sents]; lens = torch.tensor([len(s) for s in seqs]); x = pad_sequence(seqs, batch_first=True); print(x, lens)
emb, lstm, fc = nn.Embedding(len(vocab), 6, padding_idx=0), nn.LSTM(6, 5, batch_first=True, bidirectional=True), nn.Linear(10, 2)
packed = pack_padded_sequence(emb(x), lens, batch_first=True, enforce_sorted=False); out, (h, c) = lstm(packed); out, n = pad_packed_sequence(out, batch_first=True)
print(out.shape, h.shape, n); logits = fc(torch.cat([h[0], h[1]], 1)); print(logits)
nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))(logits, torch.tensor([1, 0, 1])).backward(); print(emb.weight.grad[0].abs().sum(), lstm.weight_ih_l0.grad.shape)
