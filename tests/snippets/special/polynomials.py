# Orthogonal polynomials of a degree that is a tensor or a number.
import torch

S = torch.special
x = torch.tensor([-0.5, 0.0, 0.3, 1.0])
n = torch.tensor([0, 1, 3, 6])
for name in "chebyshev_polynomial_t chebyshev_polynomial_u chebyshev_polynomial_v chebyshev_polynomial_w".split():
    print(name, getattr(S, name)(x, n), getattr(S, "shifted_" + name)(x, n))
for name in "hermite_polynomial_h hermite_polynomial_he laguerre_polynomial_l legendre_polynomial_p".split():
    print(name, getattr(S, name)(x, n), getattr(S, name)(x, 2), getattr(S, name)(2.0, n))
