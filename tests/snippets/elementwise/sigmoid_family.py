# sigmoid, logit, softplus, logsigmoid and friends at large values.
import torch
import torch.nn.functional as F

x = torch.tensor([-200.0, -10.0, -1.0, 0.0, 1.0, 10.0, 200.0])
print(torch.sigmoid(x))
print(F.logsigmoid(x))
print(F.softplus(x))
print(torch.logit(torch.tensor([0.0, 0.25, 0.5, 1.0, 1.5])))
print(torch.logit(torch.tensor([0.0, 1.0]), eps=1e-3))
print(torch.logaddexp(torch.tensor([1000.0, -1000.0]), torch.tensor([1000.0, -999.0])))
