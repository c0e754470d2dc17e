# Gradients of attention, against finite differences.
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
q, k, v = (torch.randn(1, 3, 2, dtype=torch.float64, requires_grad=True) for _ in range(3))
out = F.scaled_dot_product_attention(q, k, v, is_causal=True)
print([f"{grad.abs().sum().item():.4f}" for grad in torch.autograd.grad(out.pow(2).sum(), (q, k, v))])
print(torch.autograd.gradcheck(lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True), (q, k, v)))
layer = nn.MultiheadAttention(2, 1, batch_first=True).double()
print(torch.autograd.gradcheck(lambda x: layer(x, x, x)[0], (q,)))
layer(q, k, v)[0].pow(2).sum().backward()
print([f"{p.grad.abs().sum().item():.4f}" for p in layer.parameters()])
