# A module that saves more than tensors, and hooks on saving and loading.
import torch
from torch import nn


class Counter(nn.Linear):
    def __init__(self):
        super().__init__(1, 1, bias=False)
        self.calls = 0

    def forward(self, x):
        self.calls += 1
        return super().forward(x)

    def get_extra_state(self):
        return {"calls": self.calls}

    def set_extra_state(self, state):
        self.calls = state["calls"]


torch.manual_seed(0)
net = nn.Sequential(Counter())
net(torch.ones(1)), net(torch.ones(1))
state = net.state_dict()
print(list(state), state["0._extra_state"])
fresh = nn.Sequential(Counter())
fresh.register_load_state_dict_post_hook(lambda module, keys: print("loaded", keys))
fresh.register_load_state_dict_pre_hook(lambda module, state, prefix, *rest: print("loading", repr(prefix), len(state)))
print(fresh.load_state_dict(state), fresh[0].calls)
net.register_state_dict_post_hook(lambda module, state, prefix, metadata: state.pop("0._extra_state"))
try:
    net.state_dict()
except RuntimeError as error:
    print(error)
del state["0._extra_state"]
fresh.load_state_dict(state)
