# An IterableDataset yields samples.
from torch.utils.data import DataLoader, IterableDataset

class Countdown(IterableDataset):
    def __iter__(self):
        yield from range(5, 0, -1)

loader = DataLoader(Countdown(), batch_size=2)
print([batch.tolist() for batch in loader], [batch.tolist() for batch in loader])
for attempt in (lambda: len(loader), lambda: DataLoader(Countdown(), shuffle=True)):
    try:
        attempt()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
