# Heads must divide the embedding.
from torch import nn

nn.MultiheadAttention(embed_dim=10, num_heads=3)
