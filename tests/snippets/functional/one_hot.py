# one_hot numbers classes from zero.
import torch
import torch.nn.functional as F

print(F.one_hot(torch.tensor([0, 2])), F.one_hot(torch.tensor([[1], [0]])).shape, F.one_hot(torch.tensor(1), 3))
for labels, classes in ((torch.tensor([-1, 0]), -1), (torch.tensor([3]), 3), (torch.tensor([1.0]), -1),
                        (torch.zeros(0).long(), -1)):
    try:
        print(F.one_hot(labels, classes))
    except RuntimeError as error:
        print(error)
