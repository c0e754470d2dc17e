# Cholesky factors need a positive definite matrix.
import torch

m = torch.tensor([[4.0, 2.0], [2.0, 5.0]])
print(torch.linalg.cholesky(m))
print(torch.linalg.cholesky(m, upper=True))
print(torch.cholesky_inverse(torch.linalg.cholesky(m)))
torch.linalg.cholesky(torch.tensor([[1.0, 2.0], [2.0, 1.0]]))
