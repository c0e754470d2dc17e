# Gradients of matrix products of every kind against finite differences.
import torch

torch.manual_seed(0)
def random(*shape):
    return torch.rand(*shape, dtype=torch.float64, requires_grad=True)

for name, function, inputs in [
    ("dot", torch.dot, (random(3), random(3))), ("mv", torch.mv, (random(2, 3), random(3))),
    ("mm", torch.mm, (random(2, 3), random(3, 2))), ("bmm", torch.bmm, (random(2, 2, 3), random(2, 3, 1))),
    ("broadcast", torch.matmul, (random(2, 1, 2, 3), random(2, 3, 2))), ("outer", torch.outer, (random(2), random(3))),
    ("einsum", lambda a, b: torch.einsum("bij,jk->bik", a, b), (random(2, 2, 3), random(3, 2))),
    ("addmm", torch.addmm, (random(2), random(2, 3), random(3, 2))), ("kron", torch.kron, (random(2, 2), random(1, 2))),
    ("linear", torch.nn.functional.linear, (random(2, 3), random(4, 3), random(4))),
    ("bilinear", torch.nn.functional.bilinear, (random(2, 3), random(2, 2), random(4, 3, 2), random(4))),
]:
    grads = torch.autograd.grad(function(*inputs).sum(), inputs)
    print(f"{name:9}", [f"{grad.sum().item():.4f}" for grad in grads], torch.autograd.gradcheck(function, inputs))
