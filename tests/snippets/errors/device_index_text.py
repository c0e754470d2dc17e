# A device string that cannot be read.
import torch

torch.device("cpu:first")
