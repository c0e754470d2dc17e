# remainder and floor_divide follow the divisor's sign, fmod the dividend's.
import torch

a = torch.tensor([7.0, 7.0, -7.0, -7.0, 5.5, -5.5])
b = torch.tensor([3.0, -3.0, 3.0, -3.0, 2.0, 2.0])
print(torch.remainder(a, b))
print(torch.fmod(a, b))
print(torch.floor_divide(a, b))
print(torch.div(a, b, rounding_mode="trunc"))
print(a % b, a // b)
whole = torch.tensor([7, -7])
print(whole % 3, torch.fmod(whole, 3), whole // 3, whole % -3)
print(torch.tensor([5.0]) % 0, torch.tensor([5.0]) // 0, torch.fmod(torch.tensor(5.0), float("inf")))
print(-1 % torch.tensor(5), 10 % torch.tensor([3, 4]), 10.5 // torch.tensor([2.0]))
