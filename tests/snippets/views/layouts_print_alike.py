# What a tensor prints does not depend on how it lies in memory.
import torch

x = torch.arange(12).view(3, 4)
print(x.t())
print(x[::2, 1::2])
print(x.permute(1, 0)[1:3])
print(x[:, 1].contiguous().tolist(), x.t().tolist())
print(x.t().sum(0), x.t().float().mean(1))
print((x.t() + x.t().contiguous())[0], torch.equal(x.t(), x.t().contiguous()))
