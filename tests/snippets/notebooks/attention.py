# Attention, a transformer block and positions by hand.
import torch, math
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
class Head(nn.Module):
    def __init__(self, d, n):
        super().__init__(); self.n = n; self.qkv = nn.Linear(d, 3 * d, bias=False); self.proj = nn.Linear(d, d)
        self.register_buffer("mask", torch.tril(torch.ones(8, 8)).view(1, 1, 8, 8))
    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.qkv(x).split(C, dim=2)
        q, k, v = (t.view(B, T, self.n, C // self.n).transpose(1, 2) for t in (q, k, v))
        att = (q @ k.transpose(-2, -1)) / math.sqrt(k.size(-1))
        att = att.masked_fill(self.mask[:, :, :T, :T] == 0, float("-inf")).softmax(-1)
        return self.proj((att @ v).transpose(1, 2).contiguous().view(B, T, C)), att
class Block(nn.Module):
    def __init__(self, d, n):
        super().__init__(); self.ln1, self.ln2 = nn.LayerNorm(d), nn.LayerNorm(d); self.att = Head(d, n); self.mlp = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d))
    def forward(self, x):
        a, _ = self.att(self.ln1(x)); x = x + a
        return x + self.mlp(self.ln2(x))
x = torch.randn(2, 5, 8); b = Block(8, 2); y = b(x); print(y.shape, round(y.mean().item(), 4))
_, att = b.att(x); print(att[0, 0].sum(-1), att[0, 0, 0])
pe = torch.zeros(6, 4); pos = torch.arange(6).unsqueeze(1); div = torch.exp(torch.arange(0, 4, 2) * (-math.log(10000.0) / 4)); pe[:, 0::2] = torch.sin(pos * div); pe[:, 1::2] = torch.cos(pos * div); print(pe)
y.mean().backward(); print(sum(p.grad.norm().item() > 0 for p in b.parameters()))
