# A module without forward.
import torch
from torch import nn

class Net(nn.Module):
    pass

Net()(torch.ones(1))
