# Without retain_grad the gradient of an intermediate result is None (and a warning is given).
import warnings
import torch

x = torch.tensor(2.0, requires_grad=True)
y = x * x
(y * 3).backward()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(y.grad)
    print(len(caught), caught[0].category.__name__)
print(x.grad)
