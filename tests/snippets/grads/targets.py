# Losses are differentiable in their targets too, where those are tensors of the graph.
import torch
import torch.nn.functional as F

p = torch.tensor([[0.2, 0.8], [0.6, 0.4]], requires_grad=True)
t = torch.tensor([[0.1, 0.9], [0.5, 0.5]], requires_grad=True)
for name, function in {"mse": F.mse_loss, "l1": F.l1_loss, "huber": F.huber_loss, "cross entropy": F.cross_entropy,
                       "kl": lambda p, t: F.kl_div(p.log(), t, reduction="sum"),
                       "bce": F.binary_cross_entropy}.items():
    gp, gt = torch.autograd.grad(function(p, t), (p, t))
    print(f"{name:13}", [round(g, 4) + 0.0 for g in gp.flatten().tolist()],
          [round(g, 4) + 0.0 for g in gt.flatten().tolist()])
