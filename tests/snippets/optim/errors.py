# What optimisers refuse.
import torch

w = torch.ones(1, requires_grad=True)
for attempt in (
    lambda: torch.optim.SGD([], lr=0.1),
    lambda: torch.optim.SGD([w], lr=-0.1),
    lambda: torch.optim.SGD([w], lr=0.1, momentum=-1),
    lambda: torch.optim.SGD([w], lr=0.1, nesterov=True),
    lambda: torch.optim.Adam([w], betas=(1.0, 0.9)),
    lambda: torch.optim.Adam([w], lr=0.1, momentum=0.9),
    lambda: torch.optim.SGD(w, lr=0.1),
    lambda: torch.optim.SGD([w * 2], lr=0.1),
    lambda: torch.optim.SGD([1.0], lr=0.1),
    lambda: torch.optim.SGD([w, w], lr=0.1) and None,
    lambda: torch.optim.SGD([{"params": [w]}, {"params": [w]}], lr=0.1),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, "-", error)
