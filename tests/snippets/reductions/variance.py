# var and std: Bessel's correction, its options, and one element.
import torch

x = torch.tensor([[1.0, 2.0, 4.0], [3.0, 3.0, 9.0]])
print(x.var(), x.std())
print(x.var(0), x.std(1, keepdim=True))
print(x.var(unbiased=False), x.std(0, unbiased=False), x.var(1, correction=0), x.var(1, correction=2))
print(torch.var_mean(x, dim=1), torch.std_mean(x))
print(torch.tensor([5.0]).var(), torch.tensor([5.0]).std(unbiased=False))
print(((x - x.mean()) ** 2).sum() / 5)
