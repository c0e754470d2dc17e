# isclose and allclose: |a - b| <= atol + rtol * |b|.
import torch

a = torch.tensor([1.0, 100.0, 0.0])
b = torch.tensor([1.00001, 100.1, 1e-9])
print(torch.isclose(a, b))
print(torch.allclose(a, b), torch.allclose(a, b, rtol=1e-2), torch.allclose(a, b, atol=0.2))
print(torch.isclose(torch.tensor(float("inf")), torch.tensor(float("inf"))))
try:
    torch.allclose(a, a.double())
except RuntimeError as error:
    print(error)
