# gcd, lcm, integer abs, sign, square.
import torch

print(torch.gcd(torch.tensor([12, 18, 0]), torch.tensor([8, 27, 5])))
print(torch.lcm(torch.tensor([4, 6]), torch.tensor([6, 8])))
print(torch.tensor([-3, 0, 4]).abs(), torch.tensor([-3, 0, 4]).sign(), torch.tensor([-3, 4]).square())
print(torch.tensor([-9223372036854775808]).abs())
print(torch.tensor([7, -7]).div(2, rounding_mode="floor"), torch.tensor([5, 6]).remainder(4))
