# Groups of parameters with settings of their own, and the optimiser's state.
import torch
from torch import nn
torch.manual_seed(0)
m = nn.Sequential(nn.Linear(4, 4), nn.LayerNorm(4), nn.Linear(4, 2))
decay = [p for n, p in m.named_parameters() if p.dim() > 1]; rest = [p for n, p in m.named_parameters() if p.dim() <= 1]
opt = torch.optim.AdamW([{"params": decay, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0, "lr": 1e-2}], lr=1e-3)
print(opt)
m(torch.ones(3, 4)).pow(2).mean().backward()
print(nn.utils.clip_grad_norm_(m.parameters(), 1.0))
opt.step(); print([round(p.sum().item(), 4) for p in m.parameters()])
sd = opt.state_dict(); print(sd["param_groups"][0]["weight_decay"], sorted(sd["state"][0]), len(sd["state"]))
o2 = torch.optim.AdamW([{"params": decay}, {"params": rest}]); o2.load_state_dict(sd); print(o2.param_groups[1]["lr"])
for g in opt.param_groups: g["lr"] *= 0.5
print([g["lr"] for g in opt.param_groups])
try: torch.optim.SGD([], lr=0.1)
except Exception as e: print(type(e).__name__, e)
try: torch.optim.SGD(m.parameters(), lr=-1)
except Exception as e: print(type(e).__name__, e)
