# clip_grad_norm_, clip_grad_value_, parameters_to_vector and back.
import torch
from torch import nn
from torch.nn.utils import clip_grad_norm_, clip_grad_value_, parameters_to_vector, vector_to_parameters

a, b = nn.Parameter(torch.zeros(2)), nn.Parameter(torch.zeros(1))
a.grad, b.grad = torch.tensor([3.0, 4.0]), torch.tensor([12.0])
print(clip_grad_norm_([a, b], max_norm=1.3), a.grad, b.grad)
print(clip_grad_norm_([a, b], max_norm=100), clip_grad_norm_([a, b], 1.0, norm_type=float("inf")))
a.grad = torch.tensor([-5.0, 0.3])
clip_grad_value_([a], 0.5)
print(a.grad)
layer = nn.Linear(2, 2)
vector_to_parameters(torch.arange(6.0), layer.parameters())
print(layer.weight, layer.bias, parameters_to_vector(layer.parameters()), sep="\n")
