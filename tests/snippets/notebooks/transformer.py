# tolerance: 2e-4
# The ready-made transformer encoder and its attention.
import torch
from torch import nn
torch.manual_seed(0)
enc = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0, batch_first=True), 2)
x = torch.randn(2, 4, 8); mask = nn.Transformer.generate_square_subsequent_mask(4); print(mask)
out = enc(x, mask=mask); print(out.shape, out[0, 0, :3])
mha = nn.MultiheadAttention(8, 2, batch_first=True); o, w = mha(x, x, x); print(o.shape, w.sum(-1))
print(sum(p.numel() for p in enc.parameters()))
