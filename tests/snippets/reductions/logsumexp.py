# logsumexp does not overflow.
import torch

x = torch.tensor([[1.0, 2.0, 3.0], [1000.0, 1000.0, -1000.0]])
print(x.logsumexp(1), x.exp().sum(1).log())
print(torch.logsumexp(x, dim=0, keepdim=True), x.logsumexp((0, 1)))
print(torch.tensor([-float("inf"), -float("inf")]).logsumexp(0))
print(torch.tensor([-float("inf"), 2.0]).logsumexp(0))
print(torch.allclose((x - x.logsumexp(1, keepdim=True)).exp().sum(1), torch.ones(2), atol=1e-3))
