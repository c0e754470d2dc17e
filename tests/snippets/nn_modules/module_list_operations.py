# ModuleList and ModuleDict: changing them, and what they refuse.
from torch import nn

layers = nn.ModuleList([nn.Linear(1, 1) for _ in range(3)])
layers.append(nn.ReLU())
layers.insert(1, nn.Tanh())
layers.extend(nn.Sequential(nn.ReLU(), nn.ReLU()))
layers += [nn.Sigmoid()]
print(layers)
print(layers[1], layers[-1], len(layers[::2]), layers.pop(1), len(layers))
del layers[1:3]
layers[0] = nn.Identity()
print(layers + [nn.GELU()], [type(layer).__name__ for layer in layers])
heads = nn.ModuleDict({"a": nn.Linear(1, 1), "b": nn.ReLU()})
heads["c"] = nn.Tanh()
heads.update([("a", nn.ELU()), ("d", nn.Identity())])
print(heads, list(heads), "b" in heads, len(heads))
print(heads.pop("b"), list(heads.keys()), [type(layer).__name__ for layer in heads.values()], heads.a)
heads.clear()
print(heads, len(heads))
for action in (
    lambda: layers[9],
    lambda: layers(1),
    lambda: nn.ModuleList(nn.ReLU()),
    lambda: nn.ModuleList([1]),
    lambda: heads["x"],
    lambda: heads.update(1),
    lambda: heads.update([1]),
    lambda: heads.update([(1, 2, 3)]),
    lambda: nn.ModuleDict({"type": nn.ReLU()}),
    lambda: nn.ModuleDict({1: nn.ReLU()}),
    lambda: heads.pop("x"),
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
