# Random complex numbers: both parts are drawn one after the other; of a normal distribution each has half the variance.
import torch

torch.manual_seed(0)
print(torch.randn(3, dtype=torch.cfloat), torch.rand(2, dtype=torch.cdouble))
print(torch.randn(20, dtype=torch.cfloat))
print(torch.randn_like(torch.zeros(2, dtype=torch.cdouble)), torch.empty(2, dtype=torch.cfloat).normal_())
