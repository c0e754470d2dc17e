# Gradients of distances and similarities, also where points coincide.
import torch
import torch.nn.functional as F

a = torch.tensor([[1.0, 2.0], [0.0, 0.0]], requires_grad=True)
b = torch.tensor([[4.0, 6.0], [0.0, 0.0]], requires_grad=True)
for name, function in {
    "cdist": torch.cdist, "cdist p=1": lambda a, b: torch.cdist(a, b, p=1.0), "cosine": F.cosine_similarity,
    "pairwise": F.pairwise_distance, "dist": torch.dist, "normalize": lambda a, b: F.normalize(a[:1]) + F.normalize(b[:1]),
}.items():
    ga, gb = torch.autograd.grad(function(a, b).sum(), (a, b))
    print(f"{name:9}", [round(g, 3) + 0.0 for g in ga.flatten().tolist()],
          [round(g, 3) + 0.0 for g in gb.flatten().tolist()])
