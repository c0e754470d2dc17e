# Dividing a Python number by zero; tensors give inf.
import torch

print(torch.tensor(1.0) / 0)
print(1 / 0)
