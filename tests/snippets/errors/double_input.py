# A float64 array in a float32 layer.
import numpy as np
import torch
from torch import nn

x = torch.from_numpy(np.ones((2, 3)))
print(x.dtype)
nn.Linear(3, 1)(x)
