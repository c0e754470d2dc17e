# torch.equal compares shape and values and answers with a Python bool.
import torch

a = torch.tensor([1, 2])
print(torch.equal(a, torch.tensor([1, 2])), torch.equal(a, torch.tensor([[1, 2]])))
print(torch.equal(a, torch.tensor([1.0, 2.0])), a.equal(a + 0))
print(type(torch.equal(a, a)).__name__, a is a.view(2), (a == a.float()).all())
print((a == torch.tensor([1, 2])).all().item())
try:
    torch.equal(a, [1, 2])
except TypeError as error:
    print(str(error).split("\n")[0])
