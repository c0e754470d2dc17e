# A small network of convolutions for 28x28 images in 10 classes, batches of 16. Prints the steps a second.
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
X = torch.randn(64, 1, 28, 28)
y = torch.randint(0, 10, (64,))
model = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(16 * 7 * 7, 10),
)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)


def epochs(count):
    for _ in range(count):
        for i in range(0, 64, 16):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(X[i:i + 16]), y[i:i + 16])
            loss.backward()
            optimizer.step()


epochs(2)
began = time.perf_counter()
epochs(25)
print(100 / (time.perf_counter() - began))
