# A recurrent network that spells.
import torch
from torch import nn
torch.manual_seed(0)
text = "hello world hello torch"
chars = sorted(set(text)); stoi = {c: i for i, c in enumerate(chars)}; itos = {i: c for c, i in stoi.items()}
data = torch.tensor([stoi[c] for c in text])
class CharRNN(nn.Module):
    def __init__(self, v, h=16):
        super().__init__(); self.emb = nn.Embedding(v, 8); self.rnn = nn.GRU(8, h, batch_first=True); self.out = nn.Linear(h, v)
    def forward(self, x, h=None):
        o, h = self.rnn(self.emb(x), h); return self.out(o), h
m = CharRNN(len(chars)); opt = torch.optim.Adam(m.parameters(), lr=0.02)
for step in range(60):
    logits, _ = m(data[None, :-1]); loss = nn.functional.cross_entropy(logits.transpose(1, 2), data[None, 1:])
    opt.zero_grad(); loss.backward(); opt.step()
    if step % 20 == 0: print(step, f"{loss.item():.3f}")
h, x, s = None, torch.tensor([[stoi["h"]]]), "h"
for _ in range(10):
    o, h = m(x, h); x = o[:, -1].argmax(-1, keepdim=True); s += itos[x.item()]
print(s)
