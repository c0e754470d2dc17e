# logits[arange(n), targets] picks one score per row.
import torch

logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 0.2, 3.0]])
targets = torch.tensor([0, 2])
picked = logits[torch.arange(2), targets]
print(picked)
print(logits.gather(1, targets[:, None]).squeeze(1))
loss = -torch.log_softmax(logits, 1)[range(2), targets].mean()
print(loss, torch.nn.functional.cross_entropy(logits, targets))
