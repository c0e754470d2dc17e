# An assertion with a message.
import torch

x = torch.tensor([0.2, 0.3])
assert torch.allclose(x.sum(), torch.tensor(1.0)), f"sums to {x.sum().item():.1f}"
