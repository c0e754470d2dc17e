# Every in-place change raises the version of the tensor and all its views.
import torch

x = torch.zeros(4)
v = x[:2]
print(x._version, v._version)
x.add_(1)
v.mul_(3)
x[3] = 9
print(x._version, v._version)
y = x.clone()
y.zero_()
print(x._version, y._version)
with torch.no_grad():
    x.fill_(2)
print(x._version, x.detach()._version, x.data._version)
