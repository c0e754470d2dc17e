# torch.tensor copies; as_tensor shares when it can; a list of 0-d tensors becomes a 1-D one.
import torch

base = torch.tensor([1.0, 2.0, 3.0])
shared = torch.as_tensor(base)
copied = base.clone()
base[0] = 100
print(shared, copied)
print(shared is base)
print(torch.as_tensor([1, 2]), torch.as_tensor(3.5))
print(torch.as_tensor(base, dtype=torch.int64))
print(torch.tensor([torch.tensor(1.0), torch.tensor(2.0)]))
print(torch.asarray([1, 2, 3], dtype=torch.float32))
