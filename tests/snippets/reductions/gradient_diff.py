# Numerical derivatives: torch.gradient with all its spacings, diff with what is put before and after.
import torch

x = torch.tensor([4.0, 1.0, 1.0, 16.0], requires_grad=True)
print(torch.gradient(x, spacing=(torch.tensor([-2.0, -1.0, 1.0, 4.0]),)))
print(torch.gradient(x), torch.gradient(x, spacing=2.0), torch.gradient(x, edge_order=2))
y = torch.arange(8.0).reshape(2, 4) ** 2
print(torch.gradient(y), torch.gradient(y, dim=(1,), spacing=[2.0]), torch.gradient(y, spacing=[3.0, 2.0]))
a = torch.tensor([1, 3, 2])
print(torch.diff(a, prepend=torch.tensor([0])), torch.diff(a, n=2, append=torch.tensor([4, 5])), torch.diff(a, n=0))
print(torch.diff(torch.tensor([True, False])), torch.diff(a, n=5))
for call in (
    lambda: torch.gradient(y, dim=[0, 0]),
    lambda: torch.gradient(y, edge_order=3),
    lambda: torch.gradient(y, spacing=[1.0, 2.0, 3.0]),
    lambda: torch.diff(a, n=-1),
    lambda: torch.diff(y, prepend=torch.tensor([1.0])),
):
    try:
        call()
    except RuntimeError as error:
        print(error)
