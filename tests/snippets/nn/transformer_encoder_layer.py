# A transformer encoder layer in evaluation.
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(d_model=4, nhead=2, dim_feedforward=8, batch_first=True)
print(layer)
print(sum(p.numel() for p in layer.parameters()))
x = torch.randn(1, 3, 4)
layer.eval()
with torch.no_grad():
    print(layer(x))
    mask = nn.Transformer.generate_square_subsequent_mask(3)
    print(mask, layer(x, src_mask=mask), sep="\n")
