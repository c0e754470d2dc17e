# Tensors inside lists, tuples, dicts and named results.
import torch

print([torch.tensor(1), torch.tensor([1.5])], (torch.tensor([True]),), {"loss": torch.tensor(0.5)})
print([torch.arange(4).view(2, 2), torch.zeros(2)])
print({"w": torch.ones(2, requires_grad=True)}, [torch.Size([2, 3])], [torch.float32, torch.device("cpu")])
print(torch.tensor([3, 1]).sort(), [torch.tensor([1, 2]).max(0)])
