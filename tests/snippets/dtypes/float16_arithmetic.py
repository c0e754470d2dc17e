# float16 has 11 significant bits and ends at 65504.
import torch

x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float16)
print(x / 3)
print(x * 1000.5)
print(torch.tensor([65504.0], dtype=torch.float16) + 16, torch.tensor([65504.0], dtype=torch.float16) * 2)
print(torch.tensor([2048.0], dtype=torch.float16) + 1)
print(torch.tensor([1e-8], dtype=torch.float16), torch.tensor([6e-8], dtype=torch.float16))
print(torch.tensor([0.1], dtype=torch.float16).double())
print(x.sum(), x.mean(), x.exp())
print((x @ x).item())
