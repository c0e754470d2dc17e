# permute, transpose, T, mT, movedim, swapaxes.
import torch

x = torch.arange(6).view(1, 2, 3)
print(x.permute(2, 0, 1).shape, x.transpose(0, 2).shape, x.mT.shape, x.movedim(0, -1).shape)
print(x.permute(0, 2, 1), x.swapaxes(0, 1).shape, torch.movedim(x, (0, 1), (1, 0)).shape)
print(x[0].T, x[0].t(), torch.tensor([1, 2]).t(), x.permute(-1, 0, 1).shape)
for attempt in (lambda: x.permute(0, 1), lambda: x.permute(0, 0, 1), lambda: x.transpose(0, 3), lambda: x.t()):
    try:
        attempt()
    except (RuntimeError, IndexError) as error:
        print(error)
