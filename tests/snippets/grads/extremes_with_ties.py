# max and min over everything share a tie; along a dimension one place gets it all.
import torch

x = torch.tensor([[3.0, 3.0, 1.0], [2.0, 5.0, 5.0]], requires_grad=True)
for name, function in {
    "max": lambda x: x.max(), "min": lambda x: x.min(), "max 1": lambda x: x.max(1).values,
    "min 0": lambda x: x.min(0).values,
    "amax 1": lambda x: x.amax(1), "amax": lambda x: x.amax(), "median": lambda x: x.median(),
    "mode 1": lambda x: x.mode(1).values,
    "topk": lambda x: x.topk(2).values, "cummax": lambda x: x.cummax(1).values, "aminmax": lambda x: x.aminmax()[1],
}.items():
    (grad,) = torch.autograd.grad(function(x).sum(), x)
    print(f"{name:8}", grad.tolist())
