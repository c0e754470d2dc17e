# set_printoptions changes digits, width, summaries and notation.
import torch

x = torch.tensor([1 / 3, 1e-6, 12345.678])
print(x)
torch.set_printoptions(precision=2)
print(x, torch.tensor([1 / 3, 2.5]))
torch.set_printoptions(sci_mode=False)
print(x)
torch.set_printoptions(sci_mode=True, precision=3)
print(torch.tensor([1.5, 2.25]))
torch.set_printoptions(profile="default")
torch.set_printoptions(threshold=5, edgeitems=2, linewidth=40)
print(torch.arange(10), torch.arange(36).view(6, 6))
torch.set_printoptions(profile="full")
print(torch.arange(1010)[::200], torch.zeros(1001).shape)
torch.set_printoptions(profile="short")
print(torch.tensor([1 / 3]))
