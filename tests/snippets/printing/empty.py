# Empty tensors show their size when it is not obvious.
import torch

print(torch.tensor([]), torch.zeros(0), torch.zeros(0, 3), torch.zeros(2, 0), torch.zeros(1, 0, 2))
print(torch.tensor([], dtype=torch.int64), torch.zeros(0, 2, dtype=torch.bool), torch.zeros(0, dtype=torch.float64))
print(torch.zeros(0, requires_grad=True), torch.zeros(3)[3:])
