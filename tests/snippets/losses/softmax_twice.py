# Softmax before CrossEntropyLoss leaves a floor under the loss.
import torch
from torch import nn

logits = torch.tensor([[100.0, 0.0, 0.0]], requires_grad=True)
target = torch.tensor([0])
for name, value in {"logits": logits, "softmax": logits.softmax(1)}.items():
    loss = nn.CrossEntropyLoss()(value, target)
    (grad,) = torch.autograd.grad(loss, logits)
    print(f"{name}: {loss.item():.4f}", [f"{g:.4f}" for g in grad[0].tolist()])
