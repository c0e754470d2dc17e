# step can be given a closure, which it calls; LBFGS needs one.
import torch

w = torch.tensor([3.0, -2.0], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)

def closure():
    optimizer.zero_grad()
    loss = ((w - torch.tensor([1.0, 1.0])) ** 2).sum()
    loss.backward()
    return loss

print(optimizer.step(closure), w.detach())
print(optimizer.step(closure), w.detach())
optimizer = torch.optim.LBFGS([w], lr=1.0)
optimizer.step(closure)
print(w.detach().round(decimals=3))
