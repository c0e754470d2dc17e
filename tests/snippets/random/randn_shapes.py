# A shape draws the same numbers as its flattened form; a transposed fill too.
import torch

torch.manual_seed(0)
a = torch.randn(4, 5)
torch.manual_seed(0)
b = torch.randn(20)
print(torch.equal(a.flatten(), b))
torch.manual_seed(0)
c = torch.empty(5, 4).t().normal_()
print(torch.equal(c, a), c[0])
torch.manual_seed(0)
print(torch.randn(2, 3), torch.randn(0), torch.randn(()))
