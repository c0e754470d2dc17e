# Hooks that keep activations and gradients.
import torch
from torch import nn
torch.manual_seed(0)
acts, grads = {}, {}
m = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))
def save(name):
    def hook(module, inp, out): acts[name] = out.detach()
    return hook
handles = [l.register_forward_hook(save(f"layer{i}")) for i, l in enumerate(m)]
m[2].register_full_backward_hook(lambda mod, gi, go: grads.update(out=go[0].shape, inp=gi[0].shape))
m[0].weight.register_hook(lambda g: grads.update(w=g.norm().item()))
pre = m.register_forward_pre_hook(lambda mod, args: (args[0] * 2,))
out = m(torch.ones(2, 3)); out.sum().backward()
print({k: v.shape for k, v in acts.items()}, {k: (round(v, 4) if isinstance(v, float) else v) for k, v in grads.items()})
print((acts["layer1"] == 0).float().mean())
for h in handles: h.remove()
acts.clear(); m(torch.ones(1, 3)); print(acts)
x = torch.ones(2, requires_grad=True); y = x * 3; y.retain_grad(); h = y.register_hook(lambda g: g * 2); y.sum().backward(); print(x.grad, y.grad)
