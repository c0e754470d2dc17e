# The state of an optimiser can be saved and loaded.
import copy
import torch

def make():
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    return w, torch.optim.Adam([w], lr=0.1)

def step(w, optimizer):
    optimizer.zero_grad()
    (w ** 2).sum().backward()
    optimizer.step()

w, optimizer = make()
step(w, optimizer)
state = copy.deepcopy(optimizer.state_dict())
print(state["state"], state["param_groups"][0]["lr"], state["param_groups"][0]["params"])
other, resumed = make()
with torch.no_grad():
    other.copy_(w)
resumed.load_state_dict(state)
step(w, optimizer)
step(other, resumed)
print(w, torch.equal(w, other), list(optimizer.state[w]))
