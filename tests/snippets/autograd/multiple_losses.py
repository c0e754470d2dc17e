# Two losses of one graph: backward one after the other, or of their sum.
import torch

w = torch.tensor([1.0, 2.0], requires_grad=True)
h = w ** 2
a, b = h.sum(), (h * 3).prod()
a.backward(retain_graph=True)
b.backward()
separate = w.grad.clone()
w.grad = None
h = w ** 2
(h.sum() + (h * 3).prod()).backward()
print(separate, torch.equal(separate, w.grad))
