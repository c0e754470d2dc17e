# affine_grid and grid_sample mirror a picture.
import torch
import torch.nn.functional as F

x = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
mirror = torch.tensor([[[-1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
grid = F.affine_grid(mirror, (1, 1, 2, 2), align_corners=False)
print(grid)
print(F.grid_sample(x, grid, align_corners=False))
