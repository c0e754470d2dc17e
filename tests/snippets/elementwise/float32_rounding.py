# Sums in float32 are rounded at each step; the order matters.
import torch

print((torch.tensor(1e8) + 1).item(), (torch.tensor(1e8) - 1e8 + 1).item())
print((torch.tensor(0.1) * 3).item(), (torch.tensor(0.1) * 3 == 0.3).item())
print(torch.isclose(torch.tensor(0.1) * 3, torch.tensor(0.3)))
x = torch.tensor([1e20, 1.0, -1e20])
print((x[0] + x[1] + x[2]).item(), (x[0] + x[2] + x[1]).item())
print(torch.tensor(3.4e38) * 10, torch.tensor(1e-40) / 1e10)
print(torch.nextafter(torch.tensor(1.0), torch.tensor(2.0)).item())
