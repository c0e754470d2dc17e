# Gradients of cross-entropy in its forms, nll and margin losses.
import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 0.2, 3.0]], requires_grad=True)
target = torch.tensor([0, 1])
soft = torch.tensor([[0.7, 0.2, 0.1], [0.0, 1.0, 0.0]])
weight = torch.tensor([1.0, 2.0, 0.5])
for name, loss in {
    "plain": F.cross_entropy(logits, target), "sum": F.cross_entropy(logits, target, reduction="sum"),
    "weight": F.cross_entropy(logits, target, weight=weight),
    "smooth": F.cross_entropy(logits, target, label_smoothing=0.1),
    "ignore": F.cross_entropy(logits, torch.tensor([0, -100])), "soft": F.cross_entropy(logits, soft),
    "nll": F.nll_loss(logits.log_softmax(1), target), "multi_margin": F.multi_margin_loss(logits, target),
}.items():
    (grad,) = torch.autograd.grad(loss, logits)
    print(f"{name:12} {loss.item():.4f}", [f"{value:.4f}" for value in grad.flatten().tolist()])
