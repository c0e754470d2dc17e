# A method with a trailing underscore changes its tensor and returns it.
import torch

x = torch.tensor([1.0, -2.0, 3.0])
y = x.add_(1)
print(y is x, x)
x.mul_(2).sub_(1)
print(x)
x.clamp_(min=0).sqrt_()
print(x)
x.neg_().abs_().pow_(2).round_()
print(x)
x.fill_(3).div_(2).floor_()
print(x, x.zero_())
