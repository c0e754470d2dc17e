# amax and amin reduce several dimensions and give values only.
import torch

x = torch.tensor([[[1, 8], [3, 4]], [[5, 6], [7, 2]]])
print(x.amax(), x.amax(0), x.amin((1, 2)), x.amax(dim=(0, 1), keepdim=True))
print(x.amin(-1))
print(torch.tensor([1.0, float("nan")]).amax())
