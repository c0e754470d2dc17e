# Sequential: indexing, slicing, appending, iterating.
from collections import OrderedDict
import torch
from torch import nn

model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
print(model)
print(model[0], model[-1], len(model), model[:2], sep="\n")
model.append(nn.Softmax(dim=1))
model[1] = nn.Tanh()
print([type(layer).__name__ for layer in model])
named = nn.Sequential(OrderedDict([("hidden", nn.Linear(4, 3)), ("act", nn.ReLU())]))
print(named, named.hidden, sep="\n")
model.insert(0, nn.Identity())
del model[-1]
print(len(model), list(model.state_dict()))
print(model(torch.zeros(5, 4)).shape, nn.Sequential())
