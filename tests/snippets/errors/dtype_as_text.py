# dtypes are objects, not strings.
import torch

torch.zeros(2, dtype="float32")
