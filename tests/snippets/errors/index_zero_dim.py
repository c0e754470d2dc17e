# A scalar has no elements to index.
import torch

loss = torch.tensor(0.5)
loss[0]
