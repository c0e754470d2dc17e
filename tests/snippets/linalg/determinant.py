# det, slogdet, rank and trace.
import torch

m = torch.tensor([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 4.0]])
print(f"{torch.linalg.det(m).item():.4f}", m.trace(), torch.linalg.matrix_rank(m))
sign, logarithm = torch.linalg.slogdet(-m)
print(sign, logarithm)
print(torch.det(torch.zeros(2, 2)), torch.linalg.matrix_rank(torch.ones(3, 3)))
print(torch.det(torch.stack([torch.eye(2), 2 * torch.eye(2)])))
print(torch.linalg.slogdet(torch.zeros(2, 2)))
