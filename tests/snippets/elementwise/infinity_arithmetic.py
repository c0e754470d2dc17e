# Sums and products of inf, nan and zero.
import torch

inf = float("inf")
a = torch.tensor([inf, inf, -inf, 0.0, 0.0, float("nan")])
b = torch.tensor([inf, -inf, 5.0, inf, 0.0, 0.0])
print(a + b)
print(a - b)
print(a * b)
print(a / b)
print(torch.minimum(a, b), torch.maximum(a, b))
print(torch.fmin(a, b), torch.fmax(a, b))
