# Functions in half precision round their results to it.
import torch

for dtype in (torch.float16, torch.bfloat16):
    x = torch.tensor([0.1, 0.7, 1.9], dtype=dtype)
    print(x.exp(), x.log(), x.sigmoid(), x.tanh(), x.softmax(0), sep="\n")
    print(x.sum(), x.prod(), x.norm(), x.var(), x.cumsum(0), x * x + x, x ** 3, sep="\n")
    print((x[:, None] @ x[None]).dtype, x.relu().dtype, (x > 0.5), x.sort(descending=True).values)
