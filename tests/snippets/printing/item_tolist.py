# item and tolist give Python numbers, with all digits of the double.
import torch

print(torch.tensor(0.1).item(), torch.tensor([0.1, 0.5]).tolist(), torch.tensor([[1, 2], [3, 4]]).tolist())
print(torch.tensor(True).item(), torch.tensor([True]).tolist(), torch.tensor(5).tolist(), torch.tensor([]).tolist())
print(torch.tensor(1e-8).item(), torch.tensor(1e20).item(), torch.tensor(2.0 / 3, dtype=torch.float64).item())
print(torch.tensor([[0.25]]).item(), torch.tensor(float("nan")).item(), torch.zeros(2, 0).tolist())
try:
    torch.tensor([1, 2]).item()
except RuntimeError as error:
    print(error)
