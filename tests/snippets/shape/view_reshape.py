# view and reshape, with -1 for one size to be found.
import torch

x = torch.arange(12)
print(x.view(3, 4), x.view(2, -1).shape, x.reshape(2, 2, 3).shape, x.view(-1, 6).shape)
print(x.reshape((4, 3)).shape, x.view(torch.Size([6, 2])).shape, x.view_as(torch.zeros(3, 4)).shape)
print(x.view(12, 1).shape, x.view(3, 1, 4).shape, torch.zeros(0).view(0, 5).shape, torch.tensor(5).view(1))
for shape in ((5, 3), (-1, 5), (-1, -1), (7,), (-2, 6)):
    try:
        x.view(shape)
    except RuntimeError as error:
        print(error)
