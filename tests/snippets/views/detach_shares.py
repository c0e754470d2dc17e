# detach and .data share storage with the tensor they come from.
import torch

x = torch.ones(3, requires_grad=True)
d = x.detach()
d[0] = 5
x.data[1] = 7
print(x, d, d.requires_grad)
print(x.data_ptr() == d.data_ptr(), x.detach().clone().data_ptr() == x.data_ptr())
with torch.no_grad():
    x += 1
print(d)
