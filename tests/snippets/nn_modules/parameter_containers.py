# ParameterList and ParameterDict: their text, what becomes a parameter, and their operations.
import torch
from torch import nn

weights = nn.ParameterList([torch.ones(2, 3), nn.Parameter(torch.zeros(1)), "text", 3])
weights.append(torch.arange(3.0))
print(weights)
print(
    weights[0].requires_grad, weights[-1], len(weights), weights[1:3], [name for name, _ in weights.named_parameters()]
)
weights[1] = torch.full((2,), 5.0)
print(list(weights.state_dict()), weights[1])
table = nn.ParameterDict({"z": torch.ones(1), "a": nn.Parameter(torch.zeros(2, 2))})
table["m"] = torch.ones(3)
table.update({"b": 4})
print(table)
print(list(table.keys()), "z" in table, len(table), table.get("q", "nothing"), table.pop("b"), table.a.shape)
print(list((table | {"c": torch.ones(1)}).keys()), table.popitem(), list(table.fromkeys(["x", "y"], 1.0).items()))
print([name for name, _ in table.named_parameters()], table.setdefault("n", torch.ones(1)))
for action in (
    lambda: weights[9],
    lambda: weights(1),
    lambda: table(1),
    lambda: nn.ParameterList(3),
    lambda: table[1],
    lambda: weights.extend(torch.ones(2)),
    lambda: nn.ParameterDict(3),
    lambda: table["x"],
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
