# topk gives the largest, or the smallest, in order.
import torch

x = torch.tensor([[5, 1, 9, 3], [4, 8, 2, 6]])
print(x.topk(2))
print(x.topk(2, largest=False).values, x.topk(1, dim=0))
print(torch.topk(torch.tensor([0.1, 0.7, 0.2]), k=3))
for k in (5, -1):
    try:
        x.topk(k)
    except RuntimeError as error:
        print(error)
