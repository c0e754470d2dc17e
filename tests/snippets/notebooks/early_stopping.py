# Training until the validation loss stops falling.
import torch, copy
from torch import nn
torch.manual_seed(1)
class EarlyStopping:
    def __init__(self, patience=2, min_delta=0.0):
        self.patience, self.min_delta = patience, min_delta
        self.best, self.count, self.state = float("inf"), 0, None
    def __call__(self, loss, model):
        if loss < self.best - self.min_delta:
            self.best, self.count = loss, 0
            self.state = copy.deepcopy(model.state_dict())
        else: self.count += 1
        return self.count >= self.patience
x = torch.linspace(-1, 1, 40).unsqueeze(1); y = x ** 3 + 0.1 * torch.randn_like(x)
xt, yt, xv, yv = x[::2], y[::2], x[1::2], y[1::2]
m = nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 1))
opt = torch.optim.SGD(m.parameters(), lr=0.3, momentum=0.9, nesterov=True, weight_decay=1e-4)
stop, crit = EarlyStopping(3, 1e-4), nn.MSELoss()
for epoch in range(100):
    opt.zero_grad(set_to_none=True); l = crit(m(xt), yt); l.backward(); opt.step()
    with torch.inference_mode(): v = crit(m(xv), yv).item()
    if stop(v, m): print("stopped", epoch); break
m.load_state_dict(stop.state); print(round(stop.best, 4), m(xv).shape, list(m.state_dict())[:2])
