# Counting right answers in several equivalent ways.
import torch

scores = torch.tensor([[0.1, 0.9], [0.8, 0.2], [0.4, 0.6], [0.7, 0.3]])
labels = torch.tensor([1, 0, 0, 0])
predicted = scores.argmax(dim=1)
print(predicted, predicted == labels)
print((predicted == labels).sum().item(), (predicted == labels).float().mean().item())
print(f"accuracy {100 * (predicted == labels).sum().item() / len(labels):.1f}%")
values, indices = scores.max(1)
print(values, indices, torch.equal(indices, predicted))
probability = torch.tensor([0.3, 0.5, 0.51])
print((probability > 0.5).long(), probability.round())
