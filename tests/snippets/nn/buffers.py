# Buffers are saved but not trained; persistent=False is not saved.
import torch
from torch import nn

class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("count", torch.tensor(0))
        self.register_buffer("cache", torch.ones(2), persistent=False)
        self.plain = torch.ones(3)

    def forward(self, x):
        self.count += 1
        return x + self.cache

counter = Counter()
counter(torch.zeros(2))
counter(torch.zeros(2))
print(counter.count, list(counter.parameters()), counter.state_dict())
print([name for name, _ in counter.named_buffers()])
counter.double()
print(counter.cache.dtype, counter.count.dtype, counter.plain.dtype)
