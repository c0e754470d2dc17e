# True division always gives floats; // and % keep integers.
import torch

a = torch.tensor([7, -7, 6])
b = torch.tensor([2, 2, -4])
print(a / b)
print(a // b)
print(a % b)
print(torch.div(a, b, rounding_mode="trunc"))
print(torch.div(a, b, rounding_mode="floor"))
print(7 / torch.tensor([2, 4]), 7 // torch.tensor([2, 4]))
print((torch.tensor([1], dtype=torch.uint8) / torch.tensor([2], dtype=torch.uint8)).dtype)
print(torch.tensor([1.0]) / 0, torch.tensor([0.0]) / 0, torch.tensor([-1.0]) // 0)
