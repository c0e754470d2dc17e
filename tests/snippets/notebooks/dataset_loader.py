# Datasets, loaders, collate functions, splits and samplers.
import torch
from torch.utils.data import Dataset, DataLoader, Subset, random_split, TensorDataset, ConcatDataset, WeightedRandomSampler, SubsetRandomSampler, BatchSampler, SequentialSampler
class Squares(Dataset):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError
        return {"x": torch.tensor([float(i)]), "y": i ** 2, "name": f"n{i}"}
torch.manual_seed(0)
dl = DataLoader(Squares(7), batch_size=3, shuffle=True)
print(len(dl))
for b in dl: print(b["x"].squeeze(1).tolist(), b["y"], b["name"])
def collate(batch):
    lengths = torch.tensor([b["y"] % 3 + 1 for b in batch])
    out = torch.nn.utils.rnn.pad_sequence([torch.full((int(n),), b["y"]) for n, b in zip(lengths, batch)], batch_first=True, padding_value=-1)
    return out, lengths
for seqs, n in DataLoader(Squares(5), batch_size=2, collate_fn=collate, drop_last=True): print(seqs, n)
a, b = random_split(range(10), [7, 3], generator=torch.Generator().manual_seed(1)); print(list(a), list(b), len(a))
tr, va, te = random_split(TensorDataset(torch.arange(10)), [0.6, 0.2, 0.2]); print(len(tr), len(va), len(te), va[0])
ws = WeightedRandomSampler([0.1, 0.9, 0.5], 6); print(list(ws))
print(list(BatchSampler(SequentialSampler(range(7)), 3, False)), [x[0] for x in DataLoader(TensorDataset(torch.arange(4)), sampler=SubsetRandomSampler([0, 2]))])
print(len(ConcatDataset([Squares(2), Squares(3)])), Subset(Squares(9), [1, 5])[1]["y"])
