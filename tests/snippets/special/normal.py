# The error function's family and the normal distribution's functions, at their edges and with gradients.
import torch

S = torch.special
x = torch.tensor([-3.0, -0.5, 0.0, 0.7, 2.0], requires_grad=True)
for f in (S.erfcx, S.log_ndtr, S.ndtr):
    y = f(x)
    print(y, torch.autograd.grad(y.sum(), x)[0])
p = torch.tensor([0.0, 0.1, 0.5, 0.9, 1.0], requires_grad=True)
for f in (S.ndtri, torch.erfinv, S.entr):
    y = f(p)
    print(y, torch.autograd.grad(y.sum(), p)[0])
print(S.erfinv(torch.tensor([-1.0, 1.5, float("nan")])), S.entr(torch.tensor([-1.0, float("nan")])))
print(S.log_ndtr(torch.tensor([-40.0, 40.0], dtype=torch.float64)))
u = torch.tensor(0.3, dtype=torch.float64, requires_grad=True)
first = torch.autograd.grad(torch.erfinv(u), u, create_graph=True)[0]
print(first, torch.autograd.grad(first, u)[0])
