# lerp, addcmul, addcdiv, add with alpha, rsub.
import torch

a, b = torch.tensor([0.0, 10.0]), torch.tensor([4.0, 20.0])
print(torch.lerp(a, b, 0.25), torch.lerp(a, b, torch.tensor([0.0, 1.0])))
print(torch.addcmul(a, a, b, value=0.5), torch.addcdiv(b, b, torch.tensor([2.0, 4.0]), value=-1))
print(torch.add(a, b, alpha=2), a.sub(b, alpha=0.5), torch.rsub(a, 5), 5 - a)
a.lerp_(b, 0.5).addcmul_(b, b, value=0.1)
print(a)
print(torch.add(torch.tensor([1, 2]), 3, alpha=10))
