# Eigenvalues of a symmetric matrix, in rising order.
import torch

m = torch.tensor([[2.0, 1.0, 0.0], [1.0, 2.0, 1.0], [0.0, 1.0, 2.0]])
values, vectors = torch.linalg.eigh(m)
print(values)
print(vectors.abs().round(decimals=3))
print(torch.allclose(vectors @ torch.diag(values) @ vectors.T, m, atol=1e-5))
print(torch.linalg.eigvalsh(m)[-1])
print(torch.linalg.eigvalsh(torch.diag(torch.tensor([3.0, -1.0, 2.0]))))
