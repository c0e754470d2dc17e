# kthvalue, msort and the k-th largest by topk.
import torch

x = torch.tensor([[7.0, 3.0, 5.0], [1.0, 9.0, 2.0]])
print(x.kthvalue(2))
print(x.kthvalue(1, dim=0).values, x.kthvalue(3, keepdim=True).indices)
print(x.msort())
print(x.topk(2).values[:, -1])
try:
    x.kthvalue(4)
except RuntimeError as error:
    print(error)
