# MultiheadAttention: output, weights, and the mask of the future.
import torch
from torch import nn

torch.manual_seed(0)
attention = nn.MultiheadAttention(4, 2, batch_first=True)
print(attention)
print({name: tuple(value.shape) for name, value in attention.named_parameters()})
x = torch.randn(1, 3, 4)
output, weights = attention(x, x, x)
print(output.detach(), weights.detach(), sep="\n")
future = torch.triu(torch.ones(3, 3, dtype=torch.bool), diagonal=1)
output, weights = attention(x, x, x, attn_mask=future)
print(weights.detach())
print(output[0, 0].detach())
