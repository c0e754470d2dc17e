# bool tensors: + is or, * is and, - is refused; sums count.
import torch

a = torch.tensor([True, True, False])
b = torch.tensor([True, False, False])
print(a + b, a * b, a & b, a | b, a ^ b, ~a)
print(a.sum(), a.float().mean(), a.sum().dtype)
print(a + 1, a * 2.5, a / 2)
for attempt in (lambda: a - b, lambda: -a, lambda: a.mean()):
    try:
        print(attempt())
    except RuntimeError as error:
        print(error)
print(True + a, 1 - a.int())
