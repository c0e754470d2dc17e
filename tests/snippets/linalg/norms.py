# Vector and matrix norms.
import torch

m = torch.tensor([[1.0, -2.0], [3.0, 4.0]])
for order in (None, "fro", "nuc", 1, -1, 2, -2, float("inf")):
    print(order, f"{torch.linalg.norm(m, order).item():.4f}")
print(torch.linalg.vector_norm(m, 3), torch.linalg.vector_norm(m, dim=0))
print(torch.linalg.matrix_norm(torch.stack([m, 2 * m])), torch.linalg.norm(m, dim=1))
print(m / torch.linalg.norm(m, dim=1, keepdim=True))
