# Each operation leaves its name in grad_fn.
import torch
import torch.nn.functional as F

x = torch.ones(2, 2, requires_grad=True)
results = [x + 1, x - x, x * 2, x / 3, -x, x ** 2, x @ x, x.t(), x.sum(), x.mean(), x.relu(), x.exp(), x.log(),
           x.view(4), x.reshape(4), x[0], x.sigmoid(), x.tanh(), x.softmax(0), x.log_softmax(1), x.max(),
           x.max(0).values,
           x.clone(), x.sqrt(), x.abs(), x.sum(0), x.permute(1, 0), x.expand(3, 2, 2), torch.cat([x, x]),
           torch.stack([x, x]),
           x.norm(), x.std(), F.mse_loss(x, x), F.dropout(x, 0.5), F.linear(x, x), x.unsqueeze(0), x.clamp(0),
           x.float(),
           x.double(), torch.where(x > 0, x, 0), x.prod(), x.cumsum(0), x.gather(0, torch.zeros(1, 2).long()),
           x.flatten()]
print([result.grad_fn.name() if result.grad_fn else None for result in results])
print(x.grad_fn, (x * 2).grad_fn.__class__.__name__)
