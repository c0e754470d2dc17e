import torch.nn as nn
import torch.optim as optim

model = nn.Linear(2, 1)
optimizer = optim.Adam(model.parameters(), lr=0.01)
scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.5)

lrs = []
for epoch in range(12):
    lrs.append(optimizer.param_groups[0]['lr'])
    optimizer.step()
    scheduler.step()
print(lrs[10])
