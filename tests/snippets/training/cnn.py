# A small convolutional network tells horizontal from vertical stripes.
import torch
from torch import nn

torch.manual_seed(0)
labels = torch.arange(32) % 2
images = 0.3 * torch.randn(32, 1, 8, 8)
images[labels == 0, :, ::2, :] += 1.0
images[labels == 1, :, :, ::2] += 1.0
model = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(64, 2))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
for epoch in range(6):
    optimizer.zero_grad()
    output = model(images)
    loss = nn.functional.cross_entropy(output, labels)
    loss.backward()
    optimizer.step()
    print(f"epoch {epoch} loss {loss.item():.4f} accuracy {(output.argmax(1) == labels).float().mean().item():.2f}")
print(sum(p.numel() for p in model.parameters()))
