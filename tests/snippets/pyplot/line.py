# A line with labels, title, grid and legend.
import matplotlib.pyplot as plt
import torch

x = torch.linspace(0, 6.28, 50)
plt.figure(figsize=(6, 4))
plt.plot(x, torch.sin(x), label="sin")
plt.plot(x, torch.cos(x), "--", color="red", label="cos")
plt.xlabel("x")
plt.ylabel("y")
plt.title("Two waves")
plt.legend()
plt.grid(True)
plt.show()
print("drawn", len(plt.gca().lines))
