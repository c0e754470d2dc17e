# A plain tensor becomes part of the graph when a graph value is written into it.
import torch

w = torch.tensor(3.0, requires_grad=True)
table = torch.zeros(3)
table[1] = w * 2
print(table, table.requires_grad, table.is_leaf)
(table ** 2).sum().backward()
print(w.grad)
buffer = torch.zeros(2)
buffer += w
print(buffer)
