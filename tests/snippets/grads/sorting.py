# Gradients of sort, topk, unique picks and quantiles.
import torch

x = torch.tensor([3.0, 1.0, 2.5, 2.0], requires_grad=True)
w = torch.tensor([1.0, 10.0, 100.0, 1000.0])
for name, function in {
    "sort": lambda x: x.sort(stable=True).values * w,
    "descending": lambda x: x.sort(descending=True, stable=True).values * w,
    "topk": lambda x: x.topk(2).values * w[:2], "quantile": lambda x: x.quantile(0.4),
    "nanmedian": lambda x: x.nanmedian(),
    "msort": lambda x: x.msort()[[0, 3]], "kthvalue": lambda x: x.kthvalue(1).values,
}.items():
    print(f"{name:10}", torch.autograd.grad(function(x).sum(), x)[0])
