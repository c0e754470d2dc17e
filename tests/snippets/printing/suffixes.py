# grad_fn and requires_grad, also where they wrap to a line of their own.
import torch

x = torch.tensor([1.0, 2.0], requires_grad=True)
print(x, x * 2, x.sum(), (x * 2).view(2, 1), x.double())
wide = torch.arange(8.0, requires_grad=True)
print(wide, wide / 3, wide.sigmoid(), sep="\n")
print(torch.arange(9.0, requires_grad=True) / 3)
print((torch.arange(9.0, requires_grad=True) / 3).double())
print(torch.zeros(0, 3, requires_grad=True) * 2)
for n in range(4, 10):
    print((torch.ones(n, requires_grad=True) * 1.5).log_softmax(0))
