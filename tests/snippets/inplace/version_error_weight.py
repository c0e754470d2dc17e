# Stepping by hand between two backward passes of one graph.
import torch

torch.manual_seed(0)
first = torch.ones(2, 2, requires_grad=True)
second = torch.ones(2, 1, requires_grad=True)
loss = ((torch.ones(3, 2) @ first) @ second).sum()
loss.backward(retain_graph=True)
with torch.no_grad():
    second -= 0.1
loss.backward()
