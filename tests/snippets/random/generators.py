# Generator objects have streams of their own.
import torch

g = torch.Generator().manual_seed(5)
h = torch.Generator()
h.manual_seed(5)
torch.manual_seed(1)
print(torch.rand(2, generator=g), torch.rand(2, generator=h), torch.rand(2))
print(torch.randn(2, generator=g), torch.randint(10, (3,), generator=g), torch.randperm(4, generator=g))
print(g.initial_seed(), torch.initial_seed(), type(g).__name__, g.device)
print(torch.empty(2).normal_(generator=g), torch.bernoulli(torch.full((3,), 0.5), generator=g))
print(torch.rand(1, generator=torch.Generator().manual_seed(1)), torch.multinomial(torch.ones(3), 2, generator=g))
