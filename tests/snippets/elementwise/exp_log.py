# exp, expm1, log, log2, log10, log1p at ordinary and at edge values.
import torch

x = torch.tensor([-float("inf"), -1.0, -0.0, 0.0, 0.5, 1.0, 2.0, 10.0, float("inf"), float("nan")])
for function in (torch.exp, torch.exp2, torch.expm1, torch.log, torch.log2, torch.log10, torch.log1p):
    print(function.__name__, function(x)[4:8])
    print("    at the edges", function(x)[[0, 1, 2, 3, 8, 9]])
print(torch.exp(torch.tensor([88.0, 89.0, -104.0])))
print(torch.expm1(torch.tensor(1e-6)).item() > 0, torch.log(torch.tensor(-1.0)))
