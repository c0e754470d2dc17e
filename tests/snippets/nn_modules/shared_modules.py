# Shared modules and parameters are listed once, unless duplicates are asked for.
from torch import nn

shared = nn.Linear(2, 2)
net = nn.ModuleDict({"first": shared, "second": nn.Sequential(shared, nn.ReLU()), "third": shared})
print([name for name, _ in net.named_modules()])
print([name for name, _ in net.named_modules(remove_duplicate=False)])
print([name for name, _ in net.named_parameters()])
print([name for name, _ in net.named_parameters(remove_duplicate=False)])
print([name for name, _ in net.named_parameters(prefix="net", recurse=True)])
print([name for name, _ in net.named_parameters(recurse=False)], len(list(net.children())), len(list(net.modules())))
print(list(net.state_dict()))
print(sum(p.numel() for p in net.parameters()), next(net.parameters()).shape)
print(type(net.parameters()).__name__, type(net.named_modules()).__name__)
