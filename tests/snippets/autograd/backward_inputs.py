# backward(inputs=...) accumulates into the named leaves only.
import torch

a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
loss = a * b
loss.backward(inputs=[a])
print(a.grad, b.grad)
torch.autograd.backward([a * 2, b * 3])
print(a.grad, b.grad)
