# The same problem with several optimisers: a long narrow valley.
import torch

for name, options in {"SGD": {"lr": 0.02}, "SGD momentum": {"lr": 0.02, "momentum": 0.9}, "Adam": {"lr": 0.2},
                      "AdamW": {"lr": 0.2}, "RMSprop": {"lr": 0.05}, "Adagrad": {"lr": 0.5}}.items():
    w = torch.tensor([4.0, 1.0], requires_grad=True)
    optimizer = getattr(torch.optim, name.split()[0])([w], **options)
    for _ in range(50):
        optimizer.zero_grad()
        loss = w[0] ** 2 / 2 + 10 * w[1] ** 2
        loss.backward()
        optimizer.step()
    print(f"{name:13} loss {loss.item():.3f}")
