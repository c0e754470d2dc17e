# maximum, minimum and the two-tensor forms of max and min.
import torch

a, b = torch.tensor([1, 5, 3]), torch.tensor([4, 2, 3])
print(torch.maximum(a, b), torch.minimum(a, b), torch.max(a, b), torch.min(a, b))
print(torch.maximum(a, torch.tensor(3)), torch.maximum(a, torch.tensor(2.5)))
nan = torch.tensor([float("nan"), 1.0])
print(torch.maximum(nan, torch.tensor([0.0, 0.0])), torch.fmax(nan, torch.tensor([0.0, 0.0])))
try:
    torch.maximum(a, 3)
except TypeError as error:
    print(str(error).split("\n")[0])
