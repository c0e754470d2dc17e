# Operations that need another dtype.
import torch

attempts = {
    "mean": lambda: torch.arange(3).mean(),
    "softmax": lambda: torch.arange(3).softmax(0),
    "std": lambda: torch.arange(3).std(),
    "bitwise": lambda: torch.ones(2) & torch.ones(2),
    "~float": lambda: ~torch.ones(2),
    "index float": lambda: torch.arange(3)[torch.tensor([0.0])],
    "norm int": lambda: torch.arange(3).norm(),
    "dropout int": lambda: torch.nn.functional.dropout(torch.arange(3)),
    "randn int": lambda: torch.randn(2, dtype=torch.int64),
}
for name, attempt in attempts.items():
    try:
        print(name, attempt())
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
