# Fitting a line by the normal equations, by lstsq and by pinv.
import torch

x = torch.tensor([0.0, 1.0, 2.0, 3.0])
y = 2 * x + 1 + torch.tensor([0.1, -0.1, 0.1, -0.1])
design = torch.stack([x, torch.ones(4)], dim=1)
normal = torch.linalg.inv(design.T @ design) @ design.T @ y
lstsq = torch.linalg.lstsq(design, y[:, None]).solution[:, 0]
pinv = torch.linalg.pinv(design) @ y
print([f"{value:.3f}" for value in normal.tolist()])
print(torch.allclose(normal, lstsq, atol=1e-4), torch.allclose(normal, pinv, atol=1e-4))
print(f"residual {torch.linalg.norm(design @ normal - y).item():.3f}")
