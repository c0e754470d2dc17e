# State dictionaries: round trips, missing keys, frozen layers.
import torch, io
from collections import OrderedDict
from torch import nn
torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__(); self.body = nn.Sequential(OrderedDict([("fc1", nn.Linear(3, 4)), ("act", nn.ReLU())])); self.head = nn.Linear(4, 1); self.register_buffer("scale", torch.tensor(2.0))
    def forward(self, x): return self.head(self.body(x)) * self.scale
a, b = Net(), Net()
print(list(a.state_dict()), b.load_state_dict(a.state_dict()))
x = torch.ones(1, 3); print(torch.equal(a(x), b(x)))
sd = a.state_dict(); sd.pop("scale"); sd["extra"] = torch.zeros(1)
print(b.load_state_dict(sd, strict=False))
try: b.load_state_dict(sd)
except RuntimeError as e: print(e)
try: b.load_state_dict({"head.weight": torch.zeros(2, 2)}, strict=False)
except RuntimeError as e: print(e)
for n, p in a.named_parameters(): p.requires_grad = n.startswith("head")
print([n for n, p in a.named_parameters() if p.requires_grad], sum(p.numel() for p in a.parameters() if p.requires_grad))
print(a.get_submodule("body.fc1"), [n for n, _ in a.named_modules()], [type(c).__name__ for c in a.children()])
a.apply(lambda m: nn.init.zeros_(m.weight) if isinstance(m, nn.Linear) else None); print(a.head.weight)
