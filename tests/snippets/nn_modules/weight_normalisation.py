# Weights computed from others: weight normalisation, spectral normalisation, a parametrisation of one's own.
import torch
from torch import nn
from torch.nn.utils import parametrizations, parametrize

torch.manual_seed(0)
layer = parametrizations.weight_norm(nn.Linear(3, 2))
print(layer, [(name, tuple(p.shape)) for name, p in layer.named_parameters()])
before = layer.weight.clone()
layer.parametrizations.weight.original0.data *= 2
print(
    torch.allclose(layer.weight, before * 2), layer.weight.requires_grad, parametrize.is_parametrized(layer, "weight")
)
layer(torch.ones(1, 3)).sum().backward()
print(layer.parametrizations.weight.original0.grad.shape, type(layer).__name__)
parametrize.remove_parametrizations(layer, "weight")
print(layer, torch.allclose(layer.weight, before * 2), list(layer.state_dict()))


class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).transpose(-1, -2)


square = nn.Linear(3, 3)
parametrize.register_parametrization(square, "weight", Symmetric())
print(torch.equal(square.weight, square.weight.T), list(square.state_dict()))
normed = parametrizations.spectral_norm(nn.Linear(4, 3))
for _ in range(50):
    normed(torch.ones(1, 4))
print(bool((torch.linalg.matrix_norm(normed.weight, 2) - 1).abs() < 1e-3), list(normed.state_dict()))
old = nn.utils.weight_norm(nn.Linear(2, 2))
print(
    [name for name, _ in old.named_parameters()],
    [name for name, _ in nn.utils.remove_weight_norm(old).named_parameters()],
)
parametrizations.weight_norm(nn.Linear(2, 2), "wieght")
