# Only a tensor of one element has a truth value.
import torch

print(bool(torch.tensor(3)), bool(torch.tensor([[0.0]])), bool(torch.tensor(False)))
if torch.tensor(1) == 1:
    print("equal")
for x in (torch.tensor([True, True]), torch.tensor([])):
    try:
        print(bool(x))
    except RuntimeError as error:
        print(error)
print(not torch.tensor(0), torch.tensor(2) and "and", torch.tensor(0) or "or")
