# inf, nan and negative zero.
import torch

inf, nan = float("inf"), float("nan")
print(torch.tensor([inf, -inf, nan]), torch.tensor([1.0, inf]), torch.tensor([1.5, nan]), torch.tensor([nan]))
print(torch.tensor([-0.0]), torch.tensor([-0.0, 1.5]), torch.tensor([0.0, -0.0]), torch.tensor(-0.0))
print(torch.tensor([[1.0, -inf], [nan, 2.0]]), torch.tensor([1e-7, inf]), torch.tensor(inf), torch.tensor(-nan))
print(torch.tensor([inf, 1e10, -2.5]))
