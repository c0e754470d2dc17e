# Principal components by SVD and by the covariance matrix.
import torch

torch.manual_seed(0)
data = torch.randn(50, 1) @ torch.tensor([[2.0, 1.0, 0.5]]) + 0.1 * torch.randn(50, 3)
centred = data - data.mean(0)
_, s, vh = torch.linalg.svd(centred, full_matrices=False)
values = torch.linalg.eigvalsh(centred.T @ centred / 49)
print([f"{value:.3f}" for value in (s ** 2 / 49).tolist()])
print(torch.allclose(s ** 2 / 49, values.flip(0), atol=1e-4))
print([f"{abs(value):.2f}" for value in vh[0].tolist()])
print(f"{(s[0] ** 2 / (s ** 2).sum()).item():.3f}")
