# A numpy array is no input.
import numpy as np
from torch import nn

nn.Linear(2, 1)(np.ones((1, 2), dtype=np.float32))
