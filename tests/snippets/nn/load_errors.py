# Strict loading names missing, unexpected and misshapen entries.
import torch
from torch import nn

model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
state = model.state_dict()
del state["2.bias"]
state["3.weight"] = torch.zeros(1)
print(model.load_state_dict(state, strict=False))
try:
    model.load_state_dict(state)
except RuntimeError as error:
    print(error)
model.load_state_dict({"0.weight": torch.zeros(4, 2),
                       **{k: v for k, v in model.state_dict().items() if k != "0.weight"}})
