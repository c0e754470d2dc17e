# Poisson and Gaussian negative log-likelihoods.
import torch
from torch import nn

x, t = torch.tensor([0.5, 1.0, 2.0]), torch.tensor([1.0, 3.0, 0.0])
print(nn.PoissonNLLLoss()(x, t), nn.PoissonNLLLoss(log_input=False)(x, t), nn.PoissonNLLLoss(full=True)(x, t))
variance = torch.tensor([1.0, 0.5, 2.0])
print(nn.GaussianNLLLoss()(x, t, variance), nn.GaussianNLLLoss(full=True, reduction="none")(x, t, variance))
try:
    nn.GaussianNLLLoss()(x, t, -variance)
except ValueError as error:
    print(error)
