# More than a thousand elements are summarised, three at each edge.
import torch

print(torch.arange(1001))
print(torch.arange(1000)[-5:], torch.zeros(1001))
print(torch.arange(2000).view(2, 1000))
print(torch.arange(10000.0).view(100, 100))
print(torch.arange(1200).view(10, 10, 12))
