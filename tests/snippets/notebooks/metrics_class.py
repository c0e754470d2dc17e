# Running averages and rankings.
import torch
from collections import defaultdict
class Average:
    def __init__(self): self.total, self.n = 0.0, 0
    def update(self, v, k=1): self.total += float(v) * k; self.n += k
    @property
    def value(self): return self.total / max(self.n, 1)
    def __repr__(self): return f"{type(self).__name__}({self.value:.3f})"
m = defaultdict(Average)
torch.manual_seed(0)
logits = torch.randn(10, 4); y = torch.randint(4, (10,))
for lb, yb in zip(logits.split(4), y.split(4)):
    m["loss"].update(torch.nn.functional.cross_entropy(lb, yb), len(yb)); m["top1"].update((lb.argmax(-1) == yb).float().mean(), len(yb)); m["top2"].update(lb.topk(2).indices.eq(yb[:, None]).any(1).float().mean(), len(yb))
print(dict(m)); print(torch.nn.functional.cross_entropy(logits, y))
scores = torch.sigmoid(logits[:, 0]); labels = (y > 1).int(); order = scores.argsort(descending=True)
tpr = labels[order].cumsum(0) / labels.sum(); print(tpr, torch.trapezoid(tpr, torch.linspace(0, 1, 10)))
