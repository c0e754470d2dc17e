# Embedding and EmbeddingBag: padding, given tables, bags by offsets, gradients.
import torch
from torch import nn

table = nn.Embedding.from_pretrained(torch.arange(8.0).view(4, 2))
print(table, table.weight.requires_grad, table(torch.tensor([[3, 0]])))
padded = nn.Embedding(4, 2, padding_idx=-1)
nn.init.ones_(padded.weight)
padded(torch.tensor([0, 3, 3])).sum().backward()
print(padded.padding_idx, padded.weight.grad)
clipped = nn.Embedding.from_pretrained(torch.tensor([[3.0, 4.0], [0.1, 0.0]]), max_norm=1.0)
print(clipped(torch.tensor([0, 1])), clipped.weight)
for mode in ("sum", "mean", "max"):
    bag = nn.EmbeddingBag.from_pretrained(torch.arange(8.0).view(4, 2), mode=mode, freeze=False)
    out = bag(torch.tensor([1, 2, 3, 0]), torch.tensor([0, 3, 3]))
    out.sum().backward()
    print(out.tolist(), bag.weight.grad.tolist(), bag(torch.tensor([[0, 1], [2, 3]])).tolist())
weighted = nn.EmbeddingBag.from_pretrained(torch.ones(3, 2), mode="sum")
print(weighted(torch.tensor([[0, 1]]), per_sample_weights=torch.tensor([[0.5, 0.25]])))
for action in (
    lambda: bag(torch.tensor([0])),
    lambda: bag(torch.tensor([0, 1]), torch.tensor([1])),
    lambda: bag(torch.tensor([5]), torch.tensor([0])),
    lambda: table(torch.tensor([4])),
    lambda: table(torch.tensor([0.5])),
    lambda: bag(torch.tensor([[0]]), torch.tensor([0])),
    lambda: nn.Embedding.from_pretrained(torch.ones(3)),
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, str(error).partition(";")[0])
