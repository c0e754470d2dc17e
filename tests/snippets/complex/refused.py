# Complex numbers have no order, and what does not know them refuses them.
import torch

z = torch.tensor([1 + 2j, 3 - 4j])
for wrong in [
    lambda: z < z,
    lambda: z >= 1,
    lambda: z.max(),
    lambda: z.floor(),
    lambda: z.clamp(0, 1),
    lambda: z.sign(),
    lambda: z // 2,
    lambda: z % 2,
    lambda: z.sort(),
    lambda: torch.relu(z),
    lambda: torch.arange(3, dtype=torch.cfloat),
    lambda: float(z[0]),
    lambda: torch.full((2,), 1j, dtype=torch.float),
    lambda: torch.tensor([1j], dtype=torch.float),
    lambda: torch.complex(torch.tensor([1]), torch.tensor([1.0])),
    lambda: torch.ones(2).add_(1j),
]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
