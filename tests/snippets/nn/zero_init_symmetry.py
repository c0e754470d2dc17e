# Equal weights stay equal: hidden units that start the same learn the same.
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
for parameter in model.parameters():
    nn.init.constant_(parameter, 0.1)
x, y = torch.randn(8, 2), torch.randn(8, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(5):
    optimizer.zero_grad()
    nn.functional.mse_loss(model(x), y).backward()
    optimizer.step()
first, second = model[0].weight, model[2].weight[0]
print(torch.equal(first[0], first[1]), torch.equal(second[0], second[1]))
print([f"{w:.4f}" for w in model[0].weight[0].tolist()])
