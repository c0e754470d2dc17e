# Gradients through shape operations, against finite differences.
import torch

x = torch.arange(1.0, 7.0, dtype=torch.float64).view(2, 3).requires_grad_()
for name, function in {
    "view": lambda x: x.view(3, 2), "t": lambda x: x.t(), "permute": lambda x: x.permute(1, 0),
    "flatten": torch.flatten,
    "cat": lambda x: torch.cat([x, x[:1]]), "stack": lambda x: torch.stack([x, -x]),
    "expand": lambda x: x.expand(2, 2, 3),
    "repeat": lambda x: x.repeat(2, 1), "interleave": lambda x: x.repeat_interleave(2, 0),
    "roll": lambda x: x.roll(1, 1),
    "flip": lambda x: x.flip(1), "rot90": torch.rot90, "tril": torch.tril, "triu": torch.triu, "diag": torch.diagonal,
    "split": lambda x: x.split([1, 2], 1)[1], "chunk": lambda x: x.chunk(2)[0], "unbind": lambda x: x.unbind(1)[2],
    "narrow": lambda x: x.narrow(1, 0, 2), "unfold": lambda x: x.flatten().unfold(0, 3, 1),
    "movedim": lambda x: x.movedim(0, 1),
    "squeeze": lambda x: x[None].squeeze(0), "pad": lambda x: torch.nn.functional.pad(x, (1, 1), value=3.0),
}.items():
    y = function(x)
    w = torch.arange(y.numel(), dtype=torch.float64).view(y.shape)
    print(f"{name:10}", torch.autograd.grad((y * w).sum(), x)[0].flatten().tolist(),
          torch.autograd.gradcheck(function, (x,)))
