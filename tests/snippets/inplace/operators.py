# += changes the tensor, x = x + 1 makes another.
import torch

x = torch.ones(2)
same = x
x += 1
print(same, same is x)
x = x + 1
print(same, same is x)
y = torch.tensor([6, 9])
y -= 2
y *= 3
y //= 2
y %= 4
y **= 2
print(y)
mask = torch.tensor([True, False])
mask &= torch.tensor([True, True])
mask |= torch.tensor([False, True])
mask ^= torch.tensor([True, False])
print(mask)
