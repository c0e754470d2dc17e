# LayerNorm normalises each sample over its last dimensions.
import torch
from torch import nn

x = torch.tensor([[1.0, 2.0, 4.0], [10.0, 10.0, 40.0]])
norm = nn.LayerNorm(3)
print(norm, norm(x), sep="\n")
print(nn.LayerNorm([2, 3]), nn.LayerNorm([2, 3])(x[None]))
print(nn.LayerNorm(3, elementwise_affine=False)(x), nn.LayerNorm(3, bias=False).bias)
print([name for name, _ in norm.named_parameters()])
by_hand = (x - x.mean(1, keepdim=True)) / torch.sqrt(x.var(1, unbiased=False, keepdim=True) + 1e-5)
print(torch.allclose(norm(x), by_hand, atol=1e-6))
try:
    norm(torch.ones(2, 4))
except RuntimeError as error:
    print(error)
