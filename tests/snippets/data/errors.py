# What DataLoader refuses.
from torch.utils.data import DataLoader, Dataset

for options in ({"batch_size": 0}, {"batch_size": -1}, {"batch_size": 1.5}, {"num_workers": -1},
                {"batch_size": None, "drop_last": True},
                {"unknown": 1}):
    try:
        DataLoader([1, 2, 3], **options)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    next(iter(DataLoader(Dataset(), batch_size=1)))
except (TypeError, NotImplementedError) as error:
    print(type(error).__name__, error)
