# Copies with one view replaced: select, slice, diagonal and as_strided, with gradients for both.
import torch

x = torch.zeros(3, 3, requires_grad=True)
for make, src in (
    (lambda s: torch.select_scatter(x, s, 0, 1), torch.arange(3.0)),
    (lambda s: torch.slice_scatter(x, s, 1, 0, None, 2), torch.arange(6.0).reshape(3, 2)),
    (lambda s: torch.diagonal_scatter(x, s, 1), torch.tensor([7.0, 8.0])),
    (lambda s: torch.as_strided_scatter(x, s, (2, 2), (1, 2)), torch.arange(4.0).reshape(2, 2)),
):
    src.requires_grad_()
    y = make(src)
    print(y, torch.autograd.grad((y * torch.arange(9.0).reshape(3, 3)).sum(), (x, src)))
print(torch.narrow_copy(torch.arange(6).reshape(2, 3), 1, 1, 2))
print(torch.nonzero_static(torch.tensor([[1, 0], [3, 2]]), size=4), torch.nonzero(torch.tensor(5), as_tuple=True))
print(torch.atleast_1d(), torch.atleast_2d((torch.tensor(1.0), torch.arange(2))))
print(x.size(dim=1), torch.empty(2, 3, 5).transpose(0, 1).dim_order())
try:
    torch.select_scatter(x, torch.ones(2), 0, 1)
except RuntimeError as error:
    print(error)
