# The state of the generator can be taken and put back.
import torch

torch.manual_seed(0)
torch.rand(5)
state = torch.get_rng_state()
first = torch.rand(3)
torch.set_rng_state(state)
print(torch.equal(first, torch.rand(3)), state.dtype, state.shape)
g = torch.Generator().manual_seed(3)
kept = g.get_state()
a = torch.randn(3, generator=g)
g.set_state(kept)
print(torch.equal(a, torch.randn(3, generator=g)))
with torch.random.fork_rng():
    torch.manual_seed(99)
    torch.rand(10)
torch.set_rng_state(state)
torch.rand(3)
print(torch.rand(1))
