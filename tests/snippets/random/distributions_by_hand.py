# Sampling by inverting a distribution; estimating pi.
import torch

torch.manual_seed(0)
points = torch.rand(100_000, 2)
inside = (points ** 2).sum(1) <= 1
print(f"{4 * inside.double().mean().item():.4f}")
u = torch.rand(5)
print(-torch.log(1 - u))
choices = torch.tensor([10, 20, 30])[torch.randint(3, (6,))]
print(choices, (torch.rand(1000) < 0.25).sum())
