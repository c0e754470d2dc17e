# A layer assigned before the module is initialised.
from torch import nn

class Net(nn.Module):
    def __init__(self):
        self.layer = nn.Linear(2, 2)

Net()
