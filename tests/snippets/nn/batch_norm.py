# BatchNorm: batch statistics in training, running ones in evaluation.
import torch
from torch import nn

norm = nn.BatchNorm1d(2)
print(norm, norm.state_dict(), sep="\n")
x = torch.tensor([[1.0, 10.0], [3.0, 30.0], [8.0, 80.0]])
print(norm(x))
print(norm.running_mean, norm.running_var, norm.num_batches_tracked)
norm.eval()
print(norm(x))
norm.train()
norm(x)
print(norm.running_mean, norm.running_var, norm.num_batches_tracked)
