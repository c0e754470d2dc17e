# Names of parameters, modules, children and buffers of a nested model.
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(2, 4), nn.BatchNorm1d(4))
        self.register_buffer("steps", torch.zeros(1))
        self.scale = nn.Parameter(torch.ones(1))

block = Block()
for name, parameter in block.named_parameters():
    print(name, tuple(parameter.shape), parameter.requires_grad)
print([name for name, _ in block.named_modules()])
print([name for name, _ in block.named_children()], [type(m).__name__ for m in block.modules()])
print([name for name, _ in block.named_buffers()])
print(list(block.state_dict()), len(list(block.parameters(recurse=False))))
print(block.get_submodule("body.0"), block.get_parameter("scale"))
