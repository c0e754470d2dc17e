# masked_fill, masked_select and masked_scatter.
import torch

x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
mask = torch.tensor([[True, False], [False, True]])
print(x.masked_fill(mask, -1), x.masked_fill(mask, float("-inf")).softmax(1))
print(x.masked_select(mask), torch.masked_select(x, torch.tensor([True, False])))
print(x.masked_scatter(mask, torch.tensor([10.0, 20.0])))
causal = torch.triu(torch.ones(3, 3), diagonal=1).bool()
print(torch.zeros(3, 3).masked_fill(causal, -1e9).softmax(-1))
try:
    x.masked_fill(mask.int(), 0)
except RuntimeError as error:
    print(error)
