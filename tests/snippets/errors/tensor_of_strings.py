# Text is not a number.
import torch

torch.tensor(["a", "b"])
