# Plateau in mode max, with threshold, cooldown and a smallest rate.
import torch

for options, values in (({"mode": "max"}, [0.5, 0.6, 0.6, 0.6, 0.6]),
                        ({"threshold": 0.1, "threshold_mode": "abs"}, [1.0, 0.95, 0.93, 0.85]),
                        ({"cooldown": 2}, [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]), ({"min_lr": 0.3}, [1.0, 1.0, 1.0, 1.0])):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=0, **options)
    rates = []
    for value in values:
        scheduler.step(torch.tensor(value))
        rates.append(optimizer.param_groups[0]["lr"])
    print(options, rates)
