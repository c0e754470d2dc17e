# A decoder layer, a decoder and the whole transformer: shapes, masks, and that the future is not seen.
import torch
from torch import nn

torch.manual_seed(0)
decoder = nn.TransformerDecoder(
    nn.TransformerDecoderLayer(8, 2, 16, dropout=0.0, batch_first=True, norm_first=True), 2, nn.LayerNorm(8)
)
memory, target = torch.randn(2, 5, 8), torch.randn(2, 4, 8)
mask = nn.Transformer.generate_square_subsequent_mask(4)
output = decoder(target, memory, tgt_mask=mask)
changed = target.clone()
changed[:, 3] += 1
print(output.shape, torch.allclose(output[:, :3], decoder(changed, memory, tgt_mask=mask)[:, :3], atol=1e-6))
print(torch.allclose(output, decoder(target, memory, tgt_mask=mask, tgt_is_causal=True), atol=1e-6))
padding = torch.tensor([[False] * 5, [False] * 3 + [True] * 2])
masked = decoder(target, memory, memory_key_padding_mask=padding)
memory[1, 3:] = 100
print(torch.allclose(masked, decoder(target, memory, memory_key_padding_mask=padding), atol=1e-6))
model = nn.Transformer(8, 2, 1, 2, 16, activation="gelu", dropout=0.0)
print(
    sum(p.numel() for p in model.parameters()), len(list(model.modules())), [name for name, _ in model.named_children()]
)
print(
    model(torch.randn(5, 2, 8), torch.randn(4, 2, 8), tgt_mask=mask).shape,
    model(torch.randn(5, 8), torch.randn(4, 8)).shape,
)
names = [name for name, _ in nn.TransformerDecoderLayer(8, 2).named_parameters()]
print(names[:4], len(names), nn.TransformerDecoderLayer(8, 2, bias=False).linear1.bias)
for src, tgt in (((5, 2, 8), (4, 3, 8)), ((5, 2, 7), (4, 2, 8))):
    try:
        model(torch.randn(src), torch.randn(tgt))
    except RuntimeError as error:
        print(error)
