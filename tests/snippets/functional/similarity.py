# cosine_similarity, pairwise_distance and normalize.
import torch
import torch.nn.functional as F

a, b = torch.tensor([[1.0, 0.0], [3.0, 4.0], [0.0, 0.0]]), torch.tensor([[1.0, 1.0], [-3.0, -4.0], [1.0, 0.0]])
print(F.cosine_similarity(a, b), F.cosine_similarity(a[:1], b, dim=1))
print(F.pairwise_distance(a, b), F.pairwise_distance(a, b, p=1, keepdim=True))
print(F.normalize(a), F.normalize(a, dim=0), F.normalize(a, p=1))
unit = F.normalize(b)
print(unit @ unit.T > 0.999, unit.norm(dim=1).allclose(torch.ones(3)))
