# cdist, cosine similarity and pairwise distances.
import torch
import torch.nn.functional as F

a = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
b = torch.tensor([[0.0, 0.0], [6.0, 8.0], [0.0, 5.0]])
print(torch.cdist(a, b), torch.cdist(a, b, p=1))
print(((a[:, None] - b[None]) ** 2).sum(-1).sqrt())
print(F.cosine_similarity(a[1:], b[1:]), F.pairwise_distance(a, b[:2]), torch.pdist(b))
print(torch.cdist(a, b).argmin(1))
