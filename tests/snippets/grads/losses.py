# Gradients of the losses with respect to the prediction.
import torch
import torch.nn.functional as F

p = torch.tensor([0.2, 0.9, 0.5], requires_grad=True)
t = torch.tensor([0.0, 1.0, 0.5])
for name, function in {
    "mse": F.mse_loss, "l1": F.l1_loss, "smooth_l1": F.smooth_l1_loss, "huber": lambda p,
    t: F.huber_loss(p, t, delta=0.1),
    "bce": F.binary_cross_entropy, "bce_logits": F.binary_cross_entropy_with_logits, "kl_div": F.kl_div,
    "poisson": F.poisson_nll_loss, "soft_margin": lambda p, t: F.soft_margin_loss(p, t * 2 - 1),
    "hinge_embedding": lambda p, t: F.hinge_embedding_loss(p, torch.tensor([1.0, -1.0, -1.0])),
    "gaussian": lambda p, t: F.gaussian_nll_loss(p, t, torch.ones(3)),
}.items():
    loss = function(p, t)
    (grad,) = torch.autograd.grad(loss, p)
    print(f"{name:15} {loss.item():.4f}", [round(value, 4) + 0.0 for value in grad.tolist()])
