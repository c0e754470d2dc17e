# A plain Python list hides layers from parameters(); ModuleList shows them.
from torch import nn

class Hidden(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 2), nn.Linear(2, 2)]

class Shown(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2)])

print(len(list(Hidden().parameters())), len(list(Shown().parameters())))
print(Hidden(), Shown(), sep="\n")
