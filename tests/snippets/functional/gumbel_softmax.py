# gumbel_softmax draws a class, softly or hard.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
logits = torch.tensor([[1.0, 2.0, 0.5], [0.0, 0.0, 3.0]], requires_grad=True)
print(F.gumbel_softmax(logits, tau=0.5).detach())
hard = F.gumbel_softmax(logits, hard=True)
print(hard.detach().round())
hard[:, 0].sum().backward()
print(logits.grad)
