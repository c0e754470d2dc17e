# bfloat16 has float32's range with 8 significant bits.
import torch

x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.bfloat16)
print(x / 3)
print(torch.tensor([256.0], dtype=torch.bfloat16) + 1)
print(torch.tensor([1e38], dtype=torch.bfloat16), torch.tensor([3e38], dtype=torch.bfloat16) * 2)
print(torch.tensor([0.1, 0.2, 0.3], dtype=torch.bfloat16).double())
print(torch.tensor(3.14159).bfloat16().item())
print(x.mean(), x.sqrt())
print(x.float(), (x + torch.ones(3)).dtype, (x + torch.ones(3, dtype=torch.float16)).dtype)
