# Which random numbers initialise which parameter: the same seed gives the same model, layer by layer.
import torch
from torch import nn

for make in (
    lambda: nn.Linear(3, 2),
    lambda: nn.Bilinear(2, 1, 2),
    lambda: nn.Conv1d(2, 1, 2),
    lambda: nn.ConvTranspose1d(1, 2, 2),
    lambda: nn.Embedding(2, 3, padding_idx=1),
    lambda: nn.RNN(1, 2),
    lambda: nn.GRUCell(1, 1),
    lambda: nn.MultiheadAttention(2, 1, add_bias_kv=True),
    lambda: nn.EmbeddingBag(2, 2),
    lambda: nn.PReLU(2),
    lambda: nn.AdaptiveLogSoftmaxWithLoss(4, 5, [2]),
    lambda: nn.MultiheadAttention(2, 2, kdim=1, vdim=1),
    lambda: nn.LSTM(1, 1, bidirectional=True),
):
    torch.manual_seed(3)
    layer = make()
    print(
        type(layer).__name__,
        {name: [round(value, 4) for value in p.flatten().tolist()] for name, p in layer.named_parameters()},
    )
    print("next", round(torch.rand(1).item(), 4))
torch.manual_seed(3)
net = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8, batch_first=True), 2)
print(round(torch.rand(1).item(), 4), torch.equal(net.layers[0].linear1.weight, net.layers[1].linear1.weight))
torch.manual_seed(3)
model = nn.Transformer(4, 2, 1, 1, 8)
print(round(torch.rand(1).item(), 4), round(model.decoder.layers[0].multihead_attn.in_proj_weight.sum().item(), 4))
