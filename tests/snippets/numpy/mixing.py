# Tensors and arrays in one expression.
import numpy as np
import torch

x, a = torch.tensor([1.0, 2.0], dtype=torch.float64), np.array([10.0, 20.0])
print(x + torch.from_numpy(a), np.sqrt(torch.tensor([4.0, 9.0])), np.mean(x.numpy()))
print(torch.tensor([1.0, 2.0]) * np.float64(2.0), torch.tensor([1, 2]) * np.float32(1.5))
print(np.allclose(x, [1, 2]), torch.tensor(a.mean()), torch.tensor(list(a)), x.tolist() + a.tolist())
print(torch.tensor([np.pi]), np.array([t.item() for t in x]), int(np.int64(3)) + torch.tensor(1))
