# Several axes in one figure.
import matplotlib.pyplot as plt
import torch

figure, axes = plt.subplots(2, 2, figsize=(8, 6))
x = torch.linspace(-3, 3, 100)
functions = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "sin": torch.sin}
for axis, (name, function) in zip(axes.flatten(), functions.items()):
    axis.plot(x, function(x))
    axis.set_title(name)
    axis.set_xlabel("x")
    axis.grid(True)
figure.suptitle("Functions")
plt.tight_layout()
plt.show()
print(axes.shape, axes[0, 0].get_title())
