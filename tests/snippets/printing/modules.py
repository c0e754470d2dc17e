# Nested modules are indented; repeated ones in a ModuleList are folded.
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(size, size), nn.ReLU())
        self.norm = nn.LayerNorm(size)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(4), Block(4), Block(8)])
        self.heads = nn.ModuleDict({"a": nn.Linear(4, 1), "b": nn.Identity()})
        self.drop = nn.Dropout(0.25)
        self.loss = nn.CrossEntropyLoss()

print(Net())
print(nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2), nn.Sequential()), nn.Module(), nn.ModuleList(), sep="\n")
