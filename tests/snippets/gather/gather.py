# gather picks along a dimension with an index of the result's shape.
import torch

x = torch.tensor([[1, 2, 3], [4, 5, 6]])
print(x.gather(1, torch.tensor([[0, 2], [1, 1]])))
print(torch.gather(x, 0, torch.tensor([[1, 0, 1]])))
print(x.gather(1, x.argmax(1, keepdim=True)))
for places in ([[3], [0]], [0, 1], [[0.0], [1.0]], [[0], [0], [0]]):
    try:
        print(x.gather(1, torch.tensor(places)))
    except RuntimeError as error:
        print(error)
