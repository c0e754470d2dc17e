# where does not stop a nan of the branch not taken; making the input safe first does.
import torch

x = torch.tensor([0.0, 4.0], requires_grad=True)
torch.where(x > 0, x.sqrt() / x, torch.zeros(())).sum().backward()
print(x.grad)
x.grad = None
safe = torch.where(x > 0, x, 1.0)
torch.where(x > 0, safe.sqrt() / safe, torch.zeros(())).sum().backward()
print(x.grad)
