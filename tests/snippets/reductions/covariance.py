# Covariance, correlation and standardisation.
import torch

x = torch.tensor([[1.0, 2.0, 3.0, 4.0], [2.0, 4.0, 6.0, 9.0]])
print(torch.cov(x))
print(torch.corrcoef(x))
centred = x - x.mean(1, keepdim=True)
print(torch.allclose(centred @ centred.T / 3, torch.cov(x)))
print(torch.trapezoid(torch.tensor([0.0, 1.0, 4.0]), dx=0.5))
print(torch.histc(x, bins=4, min=0, max=8))
