# Shapes that do not fit, for each function.
import torch

a, b = torch.ones(2, 3), torch.ones(4, 2)
for name, attempt in {
    "@": lambda: a @ b,
    "mm 1-d": lambda: torch.mm(a, torch.ones(3)),
    "vector": lambda: a @ torch.ones(2),
    "dot": lambda: torch.ones(2).dot(torch.ones(3)),
    "dot 2-d": lambda: torch.dot(a, a),
    "bmm": lambda: torch.bmm(torch.ones(2, 3, 4), torch.ones(2, 3, 4)),
    "bmm 2-d": lambda: torch.bmm(a, a),
    "batches": lambda: torch.ones(2, 3, 4) @ torch.ones(3, 4, 5),
    "0-d": lambda: torch.tensor(1.0) @ a,
    "mv": lambda: torch.mv(a, torch.ones(2)),
    "addmm": lambda: torch.addmm(torch.ones(2, 2), a, a),
    "batched": lambda: torch.ones(2, 3, 4) @ torch.ones(5, 2),
}.items():
    try:
        print(name, attempt())
    except RuntimeError as error:
        print(f"{name}: {error}")
