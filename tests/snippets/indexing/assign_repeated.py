# A repeated index: plain assignment keeps one value, += adds once, index_add_ adds all.
import torch

counts = torch.zeros(3)
counts[torch.tensor([0, 0, 2])] += 1
print(counts)
counts.index_add_(0, torch.tensor([0, 0, 2]), torch.ones(3))
print(counts)
counts.index_put_((torch.tensor([1, 1, 1]),), torch.tensor(2.0), accumulate=True)
print(counts)
