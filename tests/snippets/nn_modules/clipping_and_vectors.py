# nn.utils: clipping gradients by norm and by value, parameters as one vector.
import torch
from torch import nn

net = nn.Linear(2, 1)
nn.init.ones_(net.weight)
nn.init.zeros_(net.bias)
(net(torch.tensor([3.0, 0.0])) * 4).sum().backward()
print([p.grad.tolist() for p in net.parameters()])
print(nn.utils.clip_grad_norm_(net.parameters(), max_norm=1.0), [p.grad for p in net.parameters()])
print(
    nn.utils.clip_grad_norm_(net.parameters(), 10.0, norm_type=float("inf")),
    nn.utils.clip_grad_norm_(net.weight, 0.5, norm_type=1),
)
nn.utils.clip_grad_value_(net.parameters(), 0.1)
print([p.grad for p in net.parameters()])
print(nn.utils.clip_grad_norm_([], 1.0), nn.utils.get_total_norm([torch.tensor([3.0]), torch.tensor([4.0])]))
net.weight.grad.fill_(float("inf"))
try:
    nn.utils.clip_grad_norm_(net.parameters(), 1.0, error_if_nonfinite=True)
except RuntimeError as error:
    print(error)
print(nn.utils.clip_grad_norm_(net.parameters(), 1.0), net.weight.grad)
vector = nn.utils.parameters_to_vector(net.parameters())
print(vector)
nn.utils.vector_to_parameters(torch.arange(3.0), net.parameters())
print(net.weight, net.bias, net.weight.is_leaf)
nn.utils.vector_to_parameters([1.0, 2.0, 3.0], net.parameters())
