# pow with zeros, negatives, infinities and integer exponents.
import torch

inf, nan = float("inf"), float("nan")
base = torch.tensor([0.0, -0.0, 1.0, -1.0, 2.0, -2.0, inf, -inf, nan])
for exponent in (0, 1, 2, 3, -1, 0.5, -0.5, inf):
    print(f"{exponent:>4}", base.pow(exponent).tolist())
print(torch.tensor([-8.0]).pow(1 / 3), torch.pow(2, torch.tensor([-1.0, 0.0, 10.0])))
print(torch.tensor([2, 3]) ** 3, torch.tensor([2, 3]) ** torch.tensor([3, 0]), 2 ** torch.tensor([0, 5]))
try:
    torch.tensor([2, 3]) ** -1
except RuntimeError as error:
    print(error)
