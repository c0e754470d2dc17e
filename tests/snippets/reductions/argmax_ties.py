# argmax and argmin choose the first of equal values; max(dim) agrees.
import torch

x = torch.tensor([[2, 7, 7, 1], [5, 5, 5, 5], [0, 0, 9, 9]])
print(x.argmax(), x.argmin())
print(x.argmax(1), x.argmin(dim=1), x.argmax(0))
print(x.max(1).indices, x.min(1).indices)
print(x.argmax(1, keepdim=True), x.argmax(dim=-1).dtype)
print(torch.tensor([1.0, float("nan"), 3.0, float("nan")]).argmax(), torch.tensor(3).argmax())
print(torch.tensor([True, False, True]).int().argmax(), x.view(-1).argmax())
