# Attention of several heads: masks, shared keys, nodes, gradients; a query without any key gets zeros.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
def made(*shape):
    return torch.rand(*shape).requires_grad_()

q, k, v = made(1, 2, 3, 4), made(1, 2, 5, 4), made(1, 2, 5, 4)
mask = torch.tensor([[True, False, True, True, False], [False] * 5, [True] * 5])
for name, out in {
    "plain": F.scaled_dot_product_attention(q, k, v), "mask": F.scaled_dot_product_attention(q, k, v, mask),
    "numbers": F.scaled_dot_product_attention(q, k, v, torch.rand(1, 1, 3, 5)),
    "causal": F.scaled_dot_product_attention(q, k, v, is_causal=True, scale=0.3),
    "three": F.scaled_dot_product_attention(q[0], k[0], v[0]), "two": F.scaled_dot_product_attention(q[0, 0], k[0, 0], v[0, 0]),
    "shared": F.scaled_dot_product_attention(made(1, 4, 3, 4), k, v, enable_gqa=True),
    "wider": F.scaled_dot_product_attention(q, k, made(1, 2, 5, 6)),
}.items():
    grads = torch.autograd.grad((out**2).sum(), (k,))
    print(name, type(out.grad_fn).__name__, out.detach()[..., :1, :], grads[0].abs().sum())
for call in (
    lambda: F.scaled_dot_product_attention(q, k.double(), v), lambda: F.scaled_dot_product_attention(q, k, v, mask, is_causal=True),
    lambda: F.scaled_dot_product_attention(q, k, v, mask.long()), lambda: F.scaled_dot_product_attention(q, k, v, dropout_p=2.0),
):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
