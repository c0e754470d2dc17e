# A stack of encoder layers, each a copy of the first.
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, dropout=0.0)
encoder = nn.TransformerEncoder(layer, num_layers=2)
encoder.eval()
print(sum(p.numel() for p in encoder.parameters()), len(encoder.layers))
x = torch.randn(2, 3, 4)
with torch.no_grad():
    print(encoder(x)[0])
print(torch.equal(encoder.layers[0].linear1.weight, encoder.layers[1].linear1.weight))
padding = torch.tensor([[False, False, True], [False, False, False]])
with torch.no_grad():
    print(torch.allclose(encoder(x, src_key_padding_mask=padding)[1], encoder(x)[1], atol=1e-6))
