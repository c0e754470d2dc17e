# Cross-entropy of a uniform guess is the logarithm of the number of classes.
import math
import torch
import torch.nn.functional as F

for classes in (2, 10, 1000):
    loss = F.cross_entropy(torch.zeros(5, classes), torch.zeros(5, dtype=torch.long))
    print(classes, f"{loss.item():.4f} {math.log(classes):.4f} {math.exp(loss.item()):.1f}")
