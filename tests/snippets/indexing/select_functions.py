# select, narrow, index_select and slicing say the same.
import torch

x = torch.arange(12).view(3, 4)
print(x.select(0, 1), x.select(1, -1))
print(x.narrow(1, 1, 2))
print(torch.equal(x.narrow(0, 1, 2), x[1:3]))
print(x.index_select(1, torch.tensor([3, 0])))
print(x.unbind(1)[2], x.diagonal())
row, column = divmod(x.argmax().item(), x.shape[1])
print(row, column, x[row, column])
