# numpy() shares memory with the tensor.
import numpy as np
import torch

x = torch.ones(3)
array = x.numpy()
x.add_(1)
print(array, array.dtype, type(array).__name__)
array[0] = 7
print(x, np.array(x), np.asarray(torch.tensor([1, 2])).dtype)
w = torch.ones(2, requires_grad=True)
print(w.detach().numpy(), torch.tensor(2.5).numpy(), torch.tensor([True]).numpy(),
      torch.arange(4).view(2, 2).t().numpy())
try:
    w.numpy()
except RuntimeError as error:
    print(error)
