# F.conv2d with kernels given: blur, edges, identity.
import torch
import torch.nn.functional as F

image = torch.zeros(1, 1, 4, 4)
image[..., 1:3, 1:3] = 1.0
blur = torch.full((1, 1, 3, 3), 1 / 9)
edges = torch.tensor([[[[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]]]])
print(F.conv2d(image, blur, padding=1), F.conv2d(image, edges, padding="same"))
print(F.conv2d(image, edges, stride=2, padding=1, bias=torch.tensor([0.5])))
print(F.conv1d(torch.tensor([[[1.0, 2.0, 4.0]]]), torch.tensor([[[1.0, -1.0]]])))
print(F.conv_transpose2d(torch.ones(1, 1, 2, 2), torch.ones(1, 1, 2, 2)))
