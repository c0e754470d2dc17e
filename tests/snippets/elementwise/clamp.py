# clamp with numbers, tensors, one side only, crossed limits and nan.
import torch

x = torch.tensor([-3.0, -1.0, 0.5, 2.0, float("nan"), float("inf")])
print(x.clamp(-1, 1))
print(x.clamp(min=0), x.clamp(max=0))
print(torch.clamp(x[:3], torch.tensor([-2.0, 0.0, 0.0]), torch.tensor([0.0, 1.0, 0.25])))
print(x.clamp(2, 1))
print(x.clip(0, 1), torch.tensor([1, 5, 9]).clamp(2, 6), torch.tensor([1, 5]).clamp(min=1.5))
print(x.clamp_min(0)[:2], x.clamp_max(0)[:3])
try:
    x.clamp()
except RuntimeError as error:
    print(error)
