# The gradient of each reduction: none with a weight, sum, mean.
import torch
import torch.nn.functional as F

p = torch.tensor([[0.2, 0.9], [0.5, 0.4]], requires_grad=True)
t = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
for name in ("mse_loss", "l1_loss", "smooth_l1_loss", "binary_cross_entropy", "binary_cross_entropy_with_logits"):
    function = getattr(F, name)
    for reduction in ("mean", "sum"):
        (grad,) = torch.autograd.grad(function(p, t, reduction=reduction), p)
        print(name, reduction, [round(g, 4) + 0.0 for g in grad.flatten().tolist()])
    weighted = (function(p, t, reduction="none") * torch.tensor([[1.0, 0.0], [0.0, 2.0]])).sum()
    print(name, "none", [round(g, 4) + 0.0 for g in torch.autograd.grad(weighted, p)[0].flatten().tolist()])
