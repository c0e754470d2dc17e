# What torch.tensor refuses.
import torch

for data in ([[1, 2], [3]], ["a"], [1, None], [[1], 2], None, {"a": 1}):
    try:
        print(torch.tensor(data))
    except (ValueError, TypeError, RuntimeError) as error:
        print(type(error).__name__, "-", error)
