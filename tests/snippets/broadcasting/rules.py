# Shapes are aligned from the right; a 1 stretches.
import torch

pairs = [((3,), (2, 3)), ((2, 1), (1, 3)), ((5, 1, 4), (3, 1)), ((), (2,)), ((1,), (0,)), ((2, 3), (2, 3))]
for a, b in pairs:
    total = torch.zeros(a) + torch.ones(b)
    print(a, "+", b, "->", tuple(total.shape), torch.broadcast_shapes(a, b))
