# An orthogonal matrix keeps lengths.
import torch
from torch import nn

torch.manual_seed(0)
w = nn.init.orthogonal_(torch.empty(3, 3))
print(torch.allclose(w @ w.T, torch.eye(3), atol=1e-5))
tall = nn.init.orthogonal_(torch.empty(4, 2), gain=2.0)
print(torch.allclose(tall.T @ tall, 4 * torch.eye(2), atol=1e-5))
sparse = nn.init.sparse_(torch.empty(4, 2), sparsity=0.5)
print((sparse == 0).sum(0))
