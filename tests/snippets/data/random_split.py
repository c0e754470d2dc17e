# random_split by lengths or fractions.
import torch
from torch.utils.data import random_split

torch.manual_seed(0)
train, test = random_split(range(10), [7, 3])
print(list(train), list(test), len(train))
a, b, c = random_split(range(10), [0.5, 0.3, 0.2], generator=torch.Generator().manual_seed(42))
print(list(a), list(b), list(c), a.indices)
print([len(part) for part in random_split(range(11), [0.5, 0.5])])
for lengths in ([5, 6], [0.5, 0.6]):
    try:
        random_split(range(10), lengths)
    except ValueError as error:
        print(error)
