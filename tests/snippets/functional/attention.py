# scaled_dot_product_attention, causal, masked and by hand.
import math
import torch
import torch.nn.functional as F

torch.manual_seed(0)
q, k, v = torch.randn(1, 2, 4), torch.randn(1, 3, 4), torch.randn(1, 3, 2)
print(F.scaled_dot_product_attention(q, k, v))
print(torch.allclose(F.scaled_dot_product_attention(q, k, v), (q @ k.mT / math.sqrt(4)).softmax(-1) @ v, atol=1e-6))
square = torch.randn(1, 3, 4)
print(F.scaled_dot_product_attention(square, square, v, is_causal=True)[0, 0], v[0, 0])
mask = torch.tensor([[True, False, True], [False, True, False]])
print(F.scaled_dot_product_attention(q, k, v, attn_mask=mask)[0, 1])
print(F.scaled_dot_product_attention(q, k, v, attn_mask=torch.zeros(2, 3), scale=1.0))
