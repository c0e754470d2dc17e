# What a state dict is: order, prefix, shared memory, versions, buffers that are left out.
import torch
from torch import nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
net.register_buffer("hidden", torch.ones(1), persistent=False)
net.register_buffer("kept", torch.ones(1))
state = net.state_dict()
print(type(state).__name__, list(state))
print(dict(state._metadata))
print(state["0.weight"].requires_grad, net.state_dict(keep_vars=True)["0.weight"].requires_grad)
state["0.bias"].fill_(7)
print(net[0].bias.tolist())
print(list(net[0].state_dict(prefix="layer.")))
gathered = {}
net[1].state_dict(destination=gathered, prefix="bn.")
print(list(gathered), gathered["bn.num_batches_tracked"].dtype)
copy = {key: value.clone() for key, value in state.items()}
net(torch.randn(4, 2))
print(
    torch.equal(copy["1.running_mean"], net[1].running_mean),
    int(copy["1.num_batches_tracked"]),
    int(net[1].num_batches_tracked),
)
print(net.load_state_dict(copy), int(net[1].num_batches_tracked))
