# xlogy, xlog1py, logaddexp2, ldexp, copysign, fmax and their gradients at zeros, ties and NaN.
import torch

nan = float("nan")
a = torch.tensor([0.0, 0.0, 2.0, 0.0], requires_grad=True)
b = torch.tensor([0.0, 1.0, 0.5, nan], requires_grad=True)
for f in (torch.xlogy, torch.special.xlog1py):
    y = f(a, b)
    print(y, torch.autograd.grad(y.sum(), (a, b)))
print(torch.xlogy(a, 2), torch.xlogy(2, a))
a = torch.tensor([nan, 1.0, 2.0, 3.0], requires_grad=True)
b = torch.tensor([1.0, nan, 2.0, 4.0], requires_grad=True)
for f in (torch.fmax, torch.fmin):
    print(f(a, b), torch.autograd.grad(f(a, b).sum(), (a, b)))
c = torch.tensor([0.0, -0.0, -2.0, 3.0], requires_grad=True)
d = torch.tensor([1.0, -1.0, -2.0, -0.0], requires_grad=True)
print(torch.autograd.grad(torch.copysign(c, d).sum(), (c, d)))
print(torch.copysign(c, -2), torch.logaddexp2(c, d), torch.ldexp(c, torch.tensor([1, 2, 3, 4])))
print(torch.autograd.grad(torch.logaddexp2(c, d).sum(), (c, d)))
m, e = torch.frexp(torch.tensor([0.5, -6.0, 0.0, 1e-40]))
print(m, e)
print(torch.nextafter(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 0.0])) == torch.tensor([1.4e-45, 1 - 2**-24]))
