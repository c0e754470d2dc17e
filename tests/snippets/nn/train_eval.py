# train and eval set a flag in every submodule.
import torch
from torch import nn

model = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.9), nn.Sequential(nn.BatchNorm1d(2)))
print(model.training, [m.training for m in model.modules()])
print(model.eval() is model, [m.training for m in model.modules()])
x = torch.ones(3, 2)
print(torch.equal(model(x), model(x)))
model.train()
model[2].eval()
print([m.training for m in model.modules()])
model.train(False)
print(model.training, model(x).requires_grad)
