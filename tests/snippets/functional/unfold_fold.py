# unfold takes patches out as columns, fold adds them back.
import torch
import torch.nn.functional as F

x = torch.arange(9.0).view(1, 1, 3, 3)
columns = F.unfold(x, kernel_size=2)
print(columns)
print(F.fold(columns, output_size=(3, 3), kernel_size=2))
print(F.unfold(x, 2, stride=2, padding=1).shape, F.unfold(x, 3)[0, :, 0])
kernel = torch.tensor([[[[1.0, 0.0], [0.0, -1.0]]]])
print(torch.equal((kernel.flatten(1) @ columns).view(1, 1, 2, 2), F.conv2d(x, kernel)))
