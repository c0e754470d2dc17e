# geometric_, log_normal_, cauchy_, poisson and random_.
import torch

torch.manual_seed(0)
print(torch.zeros(3, dtype=torch.int64).random_(10), torch.zeros(2).random_(5, 8))
print(torch.empty(3).geometric_(0.5), torch.empty(3).log_normal_(), torch.empty(3).cauchy_(), sep="\n")
print(torch.poisson(torch.tensor([1.0, 4.0, 10.0])))
