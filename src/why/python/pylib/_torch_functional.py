"""The native operations that `torch.nn.functional` has, under their own names."""

import _torch

globals().update(_torch._functional)
