# Gradients of embeddings: repeated words, the padding word, frequencies.
import torch
import torch.nn.functional as F
from torch import nn

words = torch.tensor([[1, 2, 1], [0, 1, 3]])
weight = torch.arange(8.0).view(4, 2).requires_grad_()
for options in ({}, {"padding_idx": 1}, {"scale_grad_by_freq": True}):
    (grad,) = torch.autograd.grad(F.embedding(words, weight, **options).pow(2).sum() / 2, weight)
    print(options, grad)
bag = nn.EmbeddingBag.from_pretrained(weight.detach(), freeze=False, mode="mean")
bag(words).sum().backward()
print(bag.weight.grad)
