# uniform_ with limits; a linear layer by hand.
import torch

torch.manual_seed(42)
print(torch.empty(4).uniform_(), torch.empty(3).uniform_(-1, 1), torch.empty(2, 2).uniform_(5, 6))
bound = 1 / 3 ** 0.5
torch.manual_seed(0)
w, b = torch.empty(2, 3).uniform_(-bound, bound), torch.empty(2).uniform_(-bound, bound)
torch.manual_seed(0)
layer = torch.nn.Linear(3, 2)
print(torch.allclose(w, layer.weight), torch.allclose(b, layer.bias))
try:
    torch.empty(2).uniform_(1, 0)
except RuntimeError as error:
    print(error)
