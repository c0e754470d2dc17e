# The order of forward hooks, hooks that change arguments and results, and taking them off.
import torch
from torch import nn

net = nn.Sequential(nn.Identity(), nn.Identity())
log = []
first = net[0].register_forward_hook(lambda module, args, output: log.append(("first", float(output))))
net[0].register_forward_hook(lambda module, args, output: output + 10)
net[0].register_forward_hook(lambda module, args, output: log.append(("before", float(output))), prepend=True)
before = net[0].register_forward_pre_hook(lambda module, args: (args[0] * 2,))
single = net[0].register_forward_pre_hook(lambda module, args: args[0] + 1)
print(net(torch.tensor(1.0)), log)
log.clear()
first.remove()
before.remove()
first.remove()
print(net(torch.tensor(1.0)), log)
with net[1].register_forward_hook(lambda module, args, output: output * 100):
    print(net(torch.tensor(1.0)))
print(net(torch.tensor(1.0)), len(net[0]._forward_hooks), len(net[1]._forward_hooks))
