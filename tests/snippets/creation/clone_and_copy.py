# clone copies data and keeps the graph; copy.copy and copy_ do what their names say.
import copy
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x.clone()
print(y, y.is_leaf)
z = x.detach().clone()
z[0] = 50
print(x, z)
deep = copy.deepcopy(x)
print(deep, deep.is_leaf, deep is x)
target = torch.zeros(2, 2)
target.copy_(torch.tensor([5, 6]))
print(target)
