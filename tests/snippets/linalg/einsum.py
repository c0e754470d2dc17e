# einsum: sums over the letters that the result does not name.
import torch

a = torch.arange(6.0).view(2, 3)
b = torch.arange(12.0).view(3, 4)
v = torch.tensor([1.0, 2.0, 3.0])
print(torch.einsum("ij,jk->ik", a, b))
print(torch.einsum("ij->ji", a), torch.einsum("ij->", a), torch.einsum("ij->i", a))
print(torch.einsum("i,i->", v, v), torch.einsum("i,j->ij", v, v), torch.einsum("ii->i", torch.outer(v, v)))
print(torch.einsum("ij,j->i", a, v), torch.einsum("ij,ij->ij", a, a), torch.einsum("ii", torch.eye(3)))
batch = torch.arange(12.0).view(2, 2, 3)
print(torch.einsum("bij,bkj->bik", batch, batch))
print(torch.einsum("...ij,jk->...ik", batch, b).shape, torch.einsum("ij,jk", a, b).shape)
print(torch.einsum("bij,j,b->i", batch, v, torch.tensor([1.0, -1.0])))
