# Samplers decide the order.
import torch
from torch.utils.data import BatchSampler, DataLoader, RandomSampler, SequentialSampler
from torch.utils.data import SubsetRandomSampler, WeightedRandomSampler

torch.manual_seed(0)
print(list(SequentialSampler(range(4))), list(RandomSampler(range(5))),
      list(RandomSampler(range(3), replacement=True, num_samples=6)))
print(list(SubsetRandomSampler([3, 5, 7])), list(BatchSampler(SequentialSampler(range(5)), 2, drop_last=False)))
print(list(WeightedRandomSampler([0.0, 1.0, 9.0], 10)),
      list(WeightedRandomSampler([1.0, 2.0, 3.0], 3, replacement=False)))
loader = DataLoader(range(6), batch_size=3, sampler=WeightedRandomSampler([1, 1, 1, 9, 9, 9], 6))
print([batch.tolist() for batch in loader])
try:
    DataLoader(range(3), shuffle=True, sampler=SequentialSampler(range(3)))
except ValueError as error:
    print(error)
