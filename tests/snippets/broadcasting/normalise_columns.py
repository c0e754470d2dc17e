# Standardising a data set with keepdim or by broadcasting.
import torch

data = torch.tensor([[1.0, 200.0], [2.0, 300.0], [3.0, 700.0]])
mean, std = data.mean(0), data.std(0)
print(mean, std)
scaled = (data - mean) / std
print(scaled)
print(scaled.mean(0).abs() < 1e-6, (scaled.std(0) - 1).abs() < 1e-6)
row_sums = data.sum(1, keepdim=True)
print(data / row_sums)
print(torch.allclose((data / row_sums).sum(1), torch.ones(3)))
