# Shared weights, parameter lists and texts of modules.
import torch
from torch import nn
torch.manual_seed(0)
class LM(nn.Module):
    def __init__(self, v, d):
        super().__init__(); self.emb = nn.Embedding(v, d); self.out = nn.Linear(d, v, bias=False); self.out.weight = self.emb.weight
    def forward(self, i): return self.out(self.emb(i).mean(1))
m = LM(5, 3); print(sum(p.numel() for p in m.parameters()), m.out.weight is m.emb.weight, [n for n, _ in m.named_parameters()], list(m.state_dict()))
m(torch.tensor([[1, 2]])).sum().backward(); print(m.emb.weight.grad)
class Scale(nn.Module):
    def __init__(self): super().__init__(); self.g = nn.Parameter(torch.ones(2)); self.gs = nn.ParameterList([nn.Parameter(torch.zeros(1)) for _ in range(2)]); self.d = nn.ParameterDict({"a": nn.Parameter(torch.ones(1))})
    def extra_repr(self): return f"n={self.g.numel()}"
    def forward(self, x): return x * self.g
s = Scale(); print(s, s(torch.ones(2))); print(dict(s.named_parameters()).keys())
