# Initialisation, counts and summaries.
import torch
from torch import nn
torch.manual_seed(0)
def init(m):
    if isinstance(m, nn.Linear): nn.init.xavier_uniform_(m.weight, gain=nn.init.calculate_gain("relu")); nn.init.constant_(m.bias, 0.1)
    elif isinstance(m, nn.Conv2d): nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(8, 3)); net.apply(init)
print(net[2].weight, net[0].weight.std(), net[2].bias)
def summary(m):
    print(f"{'layer':<20}{'params':>10}"); print("-" * 30)
    for n, p in m.named_parameters(): print(f"{n:<20}{p.numel():>10,}{str(tuple(p.shape)):>16}")
summary(net)
e = nn.Embedding(5, 3, padding_idx=0); print(e(torch.tensor([[0, 1]])), e.weight[0])
print(nn.utils.parameters_to_vector(net.parameters()).shape, [b.shape for b in nn.BatchNorm1d(2).buffers()])
with torch.no_grad(): net[2].weight[:, 0] = 7.0
print(net[2].weight[0, :2], net[2].weight.grad)
