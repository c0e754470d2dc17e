# Gradients of interpolation, padding, unfolding and pixel shuffling, against finite differences.
import torch
import torch.nn.functional as F

x = torch.arange(1.0, 9.0, dtype=torch.float64).view(1, 2, 2, 2).requires_grad_()
for name, function in {
    "nearest": lambda x: F.interpolate(x, scale_factor=2),
    "bilinear": lambda x: F.interpolate(x, size=3, mode="bilinear"),
    "corners": lambda x: F.interpolate(x, size=3, mode="bilinear", align_corners=True),
    "constant": lambda x: F.pad(x, (1, 0, 0, 1)), "reflect": lambda x: F.pad(x, (1, 1, 1, 1), mode="reflect"),
    "replicate": lambda x: F.pad(x, (2, 0, 0, 1), mode="replicate"),
    "circular": lambda x: F.pad(x, (1, 0, 0, 1), mode="circular"),
    "unfold": lambda x: F.unfold(x, 2, padding=1), "shuffle": lambda x: F.pixel_shuffle(x.repeat(1, 2, 1, 1), 2),
}.items():
    (grad,) = torch.autograd.grad((function(x) ** 2).sum(), x)
    print(f"{name:9}", [round(g, 3) for g in grad.flatten().tolist()], torch.autograd.gradcheck(function, (x,)))
