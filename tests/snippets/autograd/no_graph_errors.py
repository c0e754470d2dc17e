# backward on something that has no graph.
import torch

for attempt in (
    lambda: torch.ones(1).backward(),
    lambda: torch.ones(2, requires_grad=True).detach().sum().backward(),
    lambda: torch.autograd.grad(torch.tensor(1.0), torch.tensor(1.0)),
    lambda: torch.autograd.grad(torch.ones(1, requires_grad=True) * 2, torch.ones(1, requires_grad=True)),
    lambda: torch.ones(1, requires_grad=True).argmax().backward(),
):
    try:
        attempt()
    except RuntimeError as error:
        print(error)
