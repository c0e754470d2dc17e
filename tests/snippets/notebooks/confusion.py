# A confusion matrix, precision, recall and one-hot vectors.
import torch, torch.nn.functional as F
torch.manual_seed(0)
y = torch.randint(0, 3, (20,)); pred = torch.where(torch.rand(20) < 0.7, y, torch.randint(0, 3, (20,)))
cm = torch.zeros(3, 3, dtype=torch.int64)
for t, p in zip(y, pred): cm[t, p] += 1
print(cm); print(torch.bincount(y * 3 + pred, minlength=9).reshape(3, 3).equal(cm))
tp = cm.diag().float(); prec, rec = tp / cm.sum(0), tp / cm.sum(1); f1 = 2 * prec * rec / (prec + rec)
print(prec, rec, f1.mean())
print(F.one_hot(y[:4], 3), F.one_hot(y[:4], 3).float().mean(0))
for c, name in enumerate(["cat", "dog", "owl"]): print(f"{name:<5}{prec[c]:>8.3f}{rec[c].item():>8.3f} {cm[c].tolist()}")
