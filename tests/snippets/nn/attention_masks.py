# Key padding masks, weights per head, no weights, different keys and values.
import torch
from torch import nn

torch.manual_seed(0)
attention = nn.MultiheadAttention(4, 2)
query, memory = torch.randn(2, 1, 4), torch.randn(3, 1, 4)
padding = torch.tensor([[False, False, True]])
output, weights = attention(query, memory, memory, key_padding_mask=padding)
print(weights.detach(), output[:, 0].detach(), sep="\n")
print(attention(query, memory, memory, average_attn_weights=False)[1].shape)
print(attention(query, memory, memory, need_weights=False)[1])
additive = torch.tensor([[0.0, float("-inf"), 0.0], [0.0, 0.0, float("-inf")]])
print(attention(query, memory, memory, attn_mask=additive)[1].detach())
try:
    nn.MultiheadAttention(5, 2)
except AssertionError as error:
    print(error)
