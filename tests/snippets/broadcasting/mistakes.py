# Shapes that cannot be aligned.
import torch

for a, b in [((3,), (4,)), ((2, 3), (2,)), ((2, 3, 4), (3, 1, 4)), ((0,), (2,)), ((4, 2), (3, 4, 3))]:
    try:
        print((torch.zeros(a) + torch.zeros(b)).shape)
    except RuntimeError as error:
        print(a, b, error)
try:
    torch.broadcast_shapes((2, 3), (2,))
except RuntimeError as error:
    print(error)
