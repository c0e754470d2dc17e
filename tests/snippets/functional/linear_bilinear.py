# F.linear and F.bilinear with weights given.
import torch
import torch.nn.functional as F

x = torch.tensor([[1.0, 2.0]])
w = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
print(F.linear(x, w), F.linear(x, w, torch.tensor([10.0, 20.0, 30.0])), F.linear(x[0], w[2]))
print(F.bilinear(x, x, torch.ones(1, 2, 2)))
for attempt in (lambda: F.linear(x, w.T), lambda: F.linear(x, w, torch.ones(2))):
    try:
        print(attempt())
    except RuntimeError as error:
        print(error)
