# A full backward hook sees the gradients at a module's input and output.
import torch
from torch import nn

def show(module, grad_input, grad_output):
    print(type(module).__name__, grad_input, grad_output)

model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.ReLU(), nn.Linear(2, 1, bias=False))
with torch.no_grad():
    model[0].weight.copy_(torch.tensor([[1.0, 0.0], [0.0, -1.0]]))
    model[2].weight.copy_(torch.tensor([[2.0, 3.0]]))
handles = [layer.register_full_backward_hook(show) for layer in model]
model(torch.ones(1, 2)).sum().backward()
for handle in handles:
    handle.remove()
activations = {}
model[1].register_forward_hook(lambda m, i, o: activations.update(relu=o.detach()))
model(torch.ones(1, 2))
print(activations)
