# solve, lstsq, triangular and Cholesky solves.
import torch

a = torch.tensor([[3.0, 1.0], [1.0, 2.0]])
b = torch.tensor([9.0, 8.0])
x = torch.linalg.solve(a, b)
print(f"{x[0].item():.4f} {x[1].item():.4f}", torch.allclose(a @ x, b))
print(torch.linalg.solve(a, torch.eye(2)))
points = torch.tensor([[0.0, 1.0], [1.0, 1.0], [2.0, 1.0]])
line = torch.linalg.lstsq(points, torch.tensor([[1.0], [3.0], [4.0]])).solution
print(f"slope {line[0].item():.4f} intercept {line[1].item():.4f}")
lower = torch.linalg.cholesky(a)
print(lower, torch.cholesky_solve(b[:, None], lower).flatten().round(decimals=4))
print(torch.linalg.solve_triangular(lower, b[:, None], upper=False).flatten())
try:
    torch.linalg.solve(torch.zeros(2, 2), b)
except RuntimeError as error:
    print(error)
