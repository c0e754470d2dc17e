# MultiheadAttention: separate sizes, added keys, weights of each head, causal masks.
import torch
from torch import nn

torch.manual_seed(0)
cross = nn.MultiheadAttention(4, 2, kdim=3, vdim=5, batch_first=True)
print(cross, [(name, tuple(p.shape)) for name, p in cross.named_parameters()])
q, k, v = torch.randn(2, 3, 4), torch.randn(2, 6, 3), torch.randn(2, 6, 5)
output, weights = cross(q, k, v)
print(output.shape, weights.shape, torch.allclose(weights.sum(-1), torch.ones(2, 3)))
print(cross(q, k, v, average_attn_weights=False)[1].shape, cross(q, k, v, need_weights=False)[1])
extra = nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True, bias=False)
print([(name, tuple(p.shape)) for name, p in extra.named_parameters()], extra(*[torch.randn(3, 1, 4)] * 3)[1].shape)
attend = nn.MultiheadAttention(4, 1)
x = torch.randn(3, 1, 4)
mask = nn.Transformer.generate_square_subsequent_mask(3)
print(mask)
causal = attend(x, x, x, attn_mask=mask)[1]
print(
    torch.equal(causal, causal.tril()),
    torch.allclose(attend(x, x, x, attn_mask=mask.bool())[0], attend(x, x, x, attn_mask=mask, is_causal=True)[0]),
)
print(
    attend(x, x, x, key_padding_mask=torch.tensor([[False, True, False]]))[1][0, :, 1].tolist(),
    attend(x[:, 0], x[:, 0], x[:, 0])[0].shape,
)
for action in (
    lambda: attend(x, x, x, attn_mask=torch.zeros(2, 2)),
    lambda: attend(x, x, x, key_padding_mask=torch.zeros(2, 3)),
    lambda: attend(x, x[:2], x),
    lambda: attend(x, x, x, is_causal=True),
    lambda: attend(x, x, x, attn_mask=torch.ones(3, 3, dtype=torch.int64)),
    lambda: attend(x[0], x, x),
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
