# Indexing, broadcasting and reductions.
import torch
a = torch.arange(12).reshape(3, 4); print(a, a.T, a[:, None].shape, a[..., -1], a[a % 2 == 0], a[[0, 2]], a[:, ::2], a[-1, -2:].tolist())
x = torch.tensor([1.0, 2.0, 3.0]); print(x[:, None] * x, (x - x.mean()) / x.std(unbiased=False), x.pow(2).sum().sqrt(), x.norm(), torch.outer(x, x).trace())
d = ((x[:, None] - x[None]) ** 2).sqrt(); print(d, torch.cdist(x[:, None], x[:, None]).equal(d))
print(torch.einsum("ij,jk->ik", a.float(), a.T.float()), a.sum(0), a.float().mean(1, keepdim=True), a.max(dim=1), a.argmin(), torch.where(a > 5, a, 0))
print(a.view(2, 6).size(), a.unsqueeze(0).expand(2, -1, -1).shape, torch.cat([a, a]).shape, torch.stack([x, x], 1), a.flatten()[:3], torch.meshgrid(x, x[:2], indexing="ij")[0], x.repeat(2), torch.clamp(x, 1.5, 2.5))
print(torch.tensor(3.7).int(), torch.tensor([True, False]).sum(), x.dtype, torch.tensor(1) / 2, torch.tensor([5]) // 2, -7 % torch.tensor(3), x.type(), a.is_contiguous(), a.T.is_contiguous(), x.long())
