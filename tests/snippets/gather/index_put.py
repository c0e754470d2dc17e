# index_put writes through index tensors; accumulate adds.
import torch

x = torch.zeros(2, 3)
rows, columns = torch.tensor([0, 0, 1]), torch.tensor([1, 1, 2])
print(x.index_put((rows, columns), torch.tensor([1.0, 2.0, 3.0]), accumulate=True))
x.index_put_((rows, columns), torch.tensor(9.0))
print(x)
x.index_put_((torch.tensor([True, False]),), torch.tensor([4.0, 5.0, 6.0]))
print(x)
