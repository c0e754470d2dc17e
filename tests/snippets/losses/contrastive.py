# A contrastive loss: each row should match the row of its own number.
import torch
import torch.nn.functional as F

a = F.normalize(torch.tensor([[1.0, 0.1], [0.2, 1.0], [-1.0, 0.5]]), dim=1)
b = F.normalize(torch.tensor([[0.9, 0.0], [0.0, 1.0], [-1.0, 0.6]]), dim=1)
similarity = a @ b.T
print(similarity)
for temperature in (1.0, 0.1):
    loss = F.cross_entropy(similarity / temperature, torch.arange(3))
    print(temperature, f"{loss.item():.4f}")
