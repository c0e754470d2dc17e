# bernoulli from probabilities, bernoulli_ with one.
import torch

torch.manual_seed(0)
print(torch.bernoulli(torch.tensor([0.1, 0.5, 0.9, 0.0, 1.0])))
print(torch.bernoulli(torch.full((2, 4), 0.5)))
print(torch.empty(8).bernoulli_(0.3))
print((torch.rand(8) < 0.3).float())
try:
    torch.bernoulli(torch.tensor([1.5]))
except RuntimeError as error:
    print(error)
