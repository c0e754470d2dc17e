# Rows of the identity are one-hot vectors.
import torch
import torch.nn.functional as F

labels = torch.tensor([2, 0, 1, 2])
print(torch.eye(3)[labels])
print(F.one_hot(labels))
print(F.one_hot(labels, num_classes=5).float())
print(torch.equal(torch.eye(3)[labels], F.one_hot(labels).float()))
print(F.one_hot(labels).dtype, F.one_hot(labels.view(2, 2)).shape)
