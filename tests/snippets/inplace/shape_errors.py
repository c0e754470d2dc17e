# In-place work cannot change a shape or a dtype.
import torch

for name, attempt in {
    "add_": lambda: torch.ones(3).add_(torch.ones(2, 3)),
    "copy_": lambda: torch.ones(3).copy_(torch.ones(2)),
    "int /=": lambda: torch.tensor([4]).div_(2),
    "int sqrt_": lambda: torch.tensor([4]).sqrt_(),
    "bool +=": lambda: torch.tensor([True]).add_(1),
}.items():
    try:
        print(name, attempt())
    except RuntimeError as error:
        print(name, "-", error)
x = torch.zeros(2, 3)
print(x.unsqueeze_(0).shape, x.squeeze_().shape, x.t_().shape, x.resize_(2, 2).shape)
