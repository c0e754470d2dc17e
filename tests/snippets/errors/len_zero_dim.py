# A scalar has no length.
import torch

len(torch.tensor(3))
