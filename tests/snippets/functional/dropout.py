# F.dropout is active unless told otherwise.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.ones(8)
print(F.dropout(x), F.dropout(x, p=0.25), F.dropout(x, training=False), sep="\n")
print(F.alpha_dropout(torch.zeros(6), 0.5, training=True))
print(F.dropout2d(torch.ones(1, 4, 1, 2), 0.5).flatten())
try:
    F.dropout(x, p=2)
except ValueError as error:
    print(error)
