# Every arithmetic operator, both ways round.
import torch

x = torch.tensor([1.0, 2.0, 4.0])
print(x + 1, 1 + x, x - 1, 1 - x)
print(x * 2, 2 * x, x / 2, 2 / x)
print(x ** 2, 2 ** x, x // 3, 9 // x)
print(x % 3, 7 % x, -x, +x, abs(-x))
print(divmod(7, 2), x.add(1).mul(2).sub(x).div(2), torch.mul(x, x), torch.sub(x, 1))
print(x @ x, x.__add__(x), torch.negative(x), torch.positive(x))
