# Settings in a dataclass, a history in a dictionary, updates by hand.
from dataclasses import dataclass, field, asdict, replace
import torch
@dataclass
class Config:
    lr: float = 0.1
    epochs: int = 3
    sizes: list = field(default_factory=lambda: [4, 2])
    name: str = "run"
@dataclass(frozen=True)
class Point:
    x: float
    y: float = 0.0
cfg = Config(); print(cfg, asdict(cfg)); print(replace(cfg, lr=0.01))
history = {"loss": [], "lr": []}
torch.manual_seed(0)
w = torch.randn(3, requires_grad=True)
for epoch in range(cfg.epochs):
    loss = (w ** 2).sum(); loss.backward()
    with torch.no_grad(): w -= cfg.lr * w.grad
    w.grad.zero_(); history["loss"].append(loss.item()); history["lr"].append(cfg.lr)
print({k: [round(v, 4) for v in vs] for k, vs in history.items()})
try: Point(1).x = 2
except Exception as e: print(type(e).__name__, e)
