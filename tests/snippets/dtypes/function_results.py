# The dtype of the result of many functions, by the dtype of their argument.
import torch

dtypes = [torch.bool, torch.uint8, torch.int32, torch.int64, torch.float16, torch.float32, torch.float64]
functions = {"exp": torch.exp, "abs": torch.abs, "sum": torch.sum, "prod": torch.prod,
             "cumsum": lambda x: x.cumsum(0),
             "max": torch.max, "argmax": torch.argmax, "any": torch.any, "mean": torch.mean, "round": torch.round,
             "square": torch.square, "sqrt": torch.sqrt, "relu": torch.relu, "sigmoid": torch.sigmoid,
             "neg": torch.neg,
             "x/2": lambda x: x / 2, "x//2": lambda x: x // 2, "x**2": lambda x: x ** 2, "x==1": lambda x: x == 1,
             "clamp": lambda x: x.clamp(0, 1), "where": lambda x: torch.where(x > 0, x, 0),
             "cat": lambda x: torch.cat([x, x])}
for name, function in functions.items():
    row = []
    for dtype in dtypes:
        try:
            row.append(str(function(torch.ones(2).to(dtype)).dtype).removeprefix("torch."))
        except (RuntimeError, NotImplementedError):
            row.append("-")
    print(f"{name:8}", *[f"{kind:8}" for kind in row])
