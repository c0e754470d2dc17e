# Dimensions that are not there.
import torch

x = torch.zeros(2, 3)
for name, attempt in {
    "sum": lambda: x.sum(2),
    "mean": lambda: x.mean(dim=-3),
    "max": lambda: x.max(5),
    "twice": lambda: x.sum((0, 0)),
    "softmax": lambda: x.softmax(2),
    "cumsum": lambda: x.cumsum(3),
    "size": lambda: x.size(4),
    "argmax": lambda: x.argmax(2),
    "prod": lambda: x.prod((0, 1)),
}.items():
    try:
        print(name, attempt())
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {str(error).splitlines()[0]}")
