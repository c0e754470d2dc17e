# Singular values, and the matrix put together again.
import torch

m = torch.tensor([[3.0, 0.0], [4.0, 5.0], [0.0, 0.0]])
u, s, vh = torch.linalg.svd(m, full_matrices=False)
print(s, u.shape, vh.shape)
print(torch.allclose(u @ torch.diag(s) @ vh, m, atol=1e-5))
print(torch.allclose(u.T @ u, torch.eye(2), atol=1e-6))
print(torch.linalg.svdvals(m), torch.linalg.svd(m).U.shape, f"{torch.linalg.cond(m).item():.3f}")
low_rank = s[0] * torch.outer(u[:, 0], vh[0])
print(f"{torch.linalg.norm(m - low_rank).item():.4f}", f"{s[1].item():.4f}")
