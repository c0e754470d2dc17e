# deepcopy makes an independent model.
import copy
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
twin = copy.deepcopy(model)
same = model
with torch.no_grad():
    twin[0].weight.fill_(7.0)
print(model[0].weight, twin[0].weight, same[0].weight is model[0].weight, sep="\n")
best = copy.deepcopy(model.state_dict())
with torch.no_grad():
    model[0].bias += 100
model.load_state_dict(best)
print(model[0].bias)
clones = nn.ModuleList([copy.deepcopy(model[0]) for _ in range(2)])
print(torch.equal(clones[0].weight, clones[1].weight), clones[0].weight is clones[1].weight)
