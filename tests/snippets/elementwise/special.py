# erf, erfc, lgamma, digamma, sinc, xlogy, special functions.
import torch

x = torch.tensor([0.0, 0.5, 1.0, 2.5])
print(torch.erf(x), torch.erfc(x), torch.erfinv(torch.tensor([0.0, 0.5, 1.0])), sep="\n")
print(torch.lgamma(x), torch.digamma(x[1:]), sep="\n")
print(torch.sinc(torch.tensor([0.0, 0.5, 1.5])), torch.xlogy(x, x), sep="\n")
print(torch.special.expit(x), torch.i0(x), sep="\n")
print(torch.heaviside(torch.tensor([-1.0, 0.0, 2.0]), torch.tensor(0.5)))
