# Classes like those of a course: a dataset, a registry, a trainer with callbacks.
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Callable, Dict, Iterator, List, Tuple
@dataclass
class Config:
    epochs: int = 3
    lr: float = 0.1
    history: List[float] = field(default_factory=list)
class Dataset(ABC):
    @abstractmethod
    def __len__(self) -> int: ...
    @abstractmethod
    def __getitem__(self, i: int) -> Tuple[float, float]: ...
    def batches(self, size: int) -> Iterator[List[Tuple[float, float]]]:
        for start in range(0, len(self), size): yield [self[i] for i in range(start, min(start + size, len(self)))]
class Line(Dataset):
    def __init__(self, n): self.points = [(i / n, 2 * i / n + 1) for i in range(n)]
    def __len__(self): return len(self.points)
    def __getitem__(self, i): return self.points[i]
OPTIMIZERS: Dict[str, Callable] = {}
def register(name):
    def wrap(cls): OPTIMIZERS[name] = cls; return cls
    return wrap
@register("sgd")
class SGD:
    def __init__(self, lr): self.lr = lr
    def step(self, params, grads): return [p - self.lr * g for p, g in zip(params, grads)]
class Trainer:
    def __init__(self, config, optimizer="sgd"): self.config, self.optimizer, self.callbacks, self.params = config, OPTIMIZERS[optimizer](config.lr), [], [0.0, 0.0]
    def on_epoch(self, f): self.callbacks.append(f); return f
    def fit(self, data):
        for epoch in range(self.config.epochs):
            total = 0.0
            for batch in data.batches(4):
                errors = [(self.params[0] * x + self.params[1] - y, x) for x, y in batch]
                total += sum(e * e for e, _ in errors)
                self.params = self.optimizer.step(self.params, [sum(2 * e * x for e, x in errors), sum(2 * e for e, _ in errors)])
            self.config.history.append(total / len(data))
            for f in self.callbacks: f(epoch, total)
trainer = Trainer(Config(lr=0.05))
@trainer.on_epoch
def report(epoch, total): print(f"epoch {epoch}: {total:.5f}")
trainer.fit(Line(10)); print(trainer.config, [round(p, 5) for p in trainer.params], list(OPTIMIZERS))
try: Dataset()
except TypeError as e: print(type(e).__name__)
try: Trainer(Config(), "adam")
except KeyError as e: print("unknown optimizer", e)
