# A loss of one's own: focal loss as a module.
import torch
from torch import nn

class FocalLoss(nn.Module):
    def __init__(self, gamma=2.0):
        super().__init__()
        self.gamma = gamma

    def forward(self, logits, target):
        log_p = -nn.functional.cross_entropy(logits, target, reduction="none")
        return (-(1 - log_p.exp()) ** self.gamma * log_p).mean()

logits = torch.tensor([[2.0, 0.0], [0.0, 0.5]], requires_grad=True)
target = torch.tensor([0, 0])
for gamma in (0.0, 2.0):
    loss = FocalLoss(gamma)(logits, target)
    (grad,) = torch.autograd.grad(loss, logits)
    print(gamma, f"{loss.item():.4f}", [f"{g:.4f}" for g in grad.flatten().tolist()])
