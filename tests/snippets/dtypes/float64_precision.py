# float32 keeps 24 bits, float64 53.
import torch

print(torch.tensor(16777216.0) + 1 == 16777216.0)
print(torch.tensor(16777216.0, dtype=torch.float64) + 1 == 16777216.0)
print(torch.tensor(0.1).item(), torch.tensor(0.1, dtype=torch.float64).item())
print(torch.tensor([0.1]) == torch.tensor([0.1], dtype=torch.float64))
print(torch.tensor(0.1) + torch.tensor(0.2), (torch.tensor(0.1) + 0.2).item())
print((torch.tensor(0.1, dtype=torch.float64) + 0.2).item())
print(torch.tensor(1e-46).item(), torch.tensor(1e39).item())
