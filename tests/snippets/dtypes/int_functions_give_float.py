# Float functions of integer tensors give the default float dtype.
import torch

x = torch.tensor([1, 4, 9])
print(x.sqrt(), x.exp().dtype, x.log())
print(torch.sin(x).dtype, torch.sigmoid(x), torch.rsqrt(x))
print(x.abs().dtype, x.square(), x.sign(), x.neg())
print(x.pow(2), x.pow(0.5), x ** 2.0, 2 ** x)
print(x.reciprocal(), torch.tensor([True]).exp())
print(x.float().mean(), x.sum() / len(x), x.mean(dtype=torch.float32))
