# item and Python conversions give Python numbers.
import torch

print(torch.tensor(3).item(), type(torch.tensor(3).item()).__name__)
print(torch.tensor([2.5]).item(), float(torch.tensor(0.1)))
print(int(torch.tensor(2.9)), bool(torch.tensor(0.0)), int(torch.tensor([7])))
print(torch.tensor(True).item(), torch.tensor([[1.25]]).tolist())
print(range(10)[torch.tensor(3)], [10, 20, 30][torch.tensor(1)])
print("abc" * torch.tensor(2).item(), round(torch.tensor(2.675).item(), 2))
print(torch.tensor(0.1, dtype=torch.float16).item(), torch.tensor(1 / 3).item())
