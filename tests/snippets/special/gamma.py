# The gamma function's relatives: derivatives, zeta, incomplete integrals.
import torch

S = torch.special
x = torch.tensor([0.5, 1.0, 2.5, 6.0], requires_grad=True)
for n in range(3):
    y = S.polygamma(n, x)
    print(y, torch.autograd.grad(y.sum(), x)[0])
y = S.gammaln(x)
print(y, torch.autograd.grad(y.sum(), x)[0])
y = S.multigammaln(x + 2, 2)
print(y, torch.autograd.grad(y.sum(), x)[0])
a = torch.tensor([1.0, 0.5, 3.0, 10.0])
for f in (S.gammainc, S.gammaincc, torch.igamma):
    y = f(a, x)
    print(y, torch.autograd.grad(y.sum(), x)[0])
print(S.zeta(torch.tensor([2.0, 3.0, 4.0]), torch.tensor([1.0, 0.5, 2.0])), S.zeta(2, a))
for call in (lambda: S.polygamma(-1, x), lambda: torch.mvlgamma(x, 0), lambda: torch.igamma(torch.arange(2), torch.arange(2))):
    try:
        call()
    except (RuntimeError, NotImplementedError) as error:
        print(type(error).__name__, error)
