# tolerance: 2e-4
# Grids of affine maps, images read there, in all ways, and the gradients of both.
import math
import torch
import torch.nn.functional as F

turn = torch.tensor([[[math.cos(0.5), -math.sin(0.5), 0.2], [math.sin(0.5), math.cos(0.5), -0.1]]], requires_grad=True)
image = torch.arange(1.0, 17.0).reshape(1, 1, 4, 4).requires_grad_()
for corners in (False, True):
    grid = F.affine_grid(turn, (1, 1, 2, 3), align_corners=corners)
    print(grid)
    for mode in ("bilinear", "nearest", "bicubic"):
        for padding in ("zeros", "border", "reflection"):
            out = F.grid_sample(image, 1.6 * grid, mode, padding, corners)
            grads = torch.autograd.grad((out**2).sum(), (image, turn))
            print(mode, padding, out.flatten(), *(g.sum() for g in grads))
print(out)
volume = F.affine_grid(torch.eye(3, 4).unsqueeze(0), (1, 1, 2, 1, 2), align_corners=False)
print(volume, F.grid_sample(torch.arange(8.0).reshape(1, 1, 2, 2, 2), volume, align_corners=False))
