# How models are shown: nested, with and without settings, with an extra_repr of several lines.
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.size = size
        self.norm = nn.GroupNorm(1, size)
        self.layers = nn.ModuleList([nn.Conv2d(size, size, 3, padding=1, bias=False) for _ in range(2)])

    def extra_repr(self):
        return f"size={self.size}\ndepth={len(self.layers)}"


class Empty(nn.Module):
    def extra_repr(self):
        return "one=1\ntwo=2"


net = nn.ModuleDict(
    {
        "stem": nn.Sequential(nn.Conv2d(3, 4, 7, 2, 3), nn.BatchNorm2d(4), nn.ReLU(True)),
        "blocks": nn.ModuleList([Block(4), Block(4), Block(8)]),
        "pool": nn.AdaptiveAvgPool2d((1, 1)),
        "none": nn.Module(),
    }
)
net["blocks"][0].skip = nn.Identity()
net["blocks"][0].skip = None
print(net)
print(Empty(), nn.ModuleList([Empty(), Empty()]))
print([nn.ReLU(), nn.Dropout(0.1)], {"a": nn.Tanh()}, str(nn.Flatten()), f"{nn.Softmax(dim=1)}")
print(
    type(net),
    type(nn.BatchNorm1d(1)),
    type(nn.MultiheadAttention(1, 1)),
    nn.LazyLinear,
    nn.Parameter,
    type(nn.MSELoss()),
)
