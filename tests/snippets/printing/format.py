# f-strings format 0-d tensors like numbers; others have no format.
import torch

x = torch.tensor(3.14159265)
print(f"{x:.3f}|{x:8.2f}|{x:e}|{x:g}|{x}|{x!r}")
print(f"{torch.tensor(42):5d}|{torch.tensor(42)}|{torch.tensor(0.25):.0%}|{torch.tensor([1, 2])}|{torch.tensor([7])}")
print("{:.2f} {}".format(x, torch.tensor([1.5])), "%.2f %d" % (x, torch.tensor(3)), str(x), repr(torch.tensor([1])))
print(f"{torch.tensor(2.0, requires_grad=True):.1f}", f"{torch.tensor(2.0, requires_grad=True)}")
print(f"{torch.tensor([1.0, 2.0]):.2f}")
