"""Mixing the channels of grouped convolutions."""

from .. import functional as F
from .module import Module


class ChannelShuffle(Module):
    """(N, C, *): channel i of every group first, then channel i + 1 of every group, and so on."""

    def __init__(self, groups):
        super().__init__()
        self.groups = groups

    def forward(self, input):
        return F.channel_shuffle(input, self.groups)

    def extra_repr(self):
        return f"groups={self.groups}"
