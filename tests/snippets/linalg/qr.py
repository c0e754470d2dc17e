# QR: an orthonormal and a triangular factor; signs are left out here.
import torch

m = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
q, r = torch.linalg.qr(m)
print(q.abs(), r.abs(), sep="\n")
print(torch.allclose(q @ r, m, atol=1e-5), torch.allclose(q.T @ q, torch.eye(2), atol=1e-6))
print(torch.linalg.qr(m, mode="complete").Q.shape)
