# Which exceptions are of which kind.
import torch
from torch import nn

for attempt in (
    lambda: torch.zeros(2)[5], lambda: torch.zeros(2) + torch.zeros(3), lambda: torch.zeros(2).foo,
    lambda: nn.Linear(2), lambda: torch.zeros(2).mean(dim=3), lambda: torch.arange(3).mean(), lambda: nn.Dropout(2),
    lambda: torch.linalg.inv(torch.zeros(2, 2)), lambda: nn.Module()(1), lambda: torch.zeros("a"),
    lambda: nn.ModuleDict({"a": nn.ReLU()})["b"], lambda: nn.Sequential()[0], lambda: torch.tensor([1, 2]).item(),
):
    try:
        attempt()
    except Exception as error:
        print(type(error).__name__, isinstance(error, RuntimeError),
              [base.__name__ for base in type(error).__mro__[1:-2]])
