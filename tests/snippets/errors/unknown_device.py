# A device that is not known.
import torch

torch.ones(2, device="gpu")
