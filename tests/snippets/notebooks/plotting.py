# Curves, scatter plots and histograms.
import matplotlib.pyplot as plt, numpy as np, torch
losses = {"train": [1.0, 0.5, 0.3], "val": [1.1, 0.7, 0.6]}
fig, axes = plt.subplots(1, 2, figsize=(8, 3))
for name, vals in losses.items(): axes[0].plot(range(1, 4), vals, marker="o", label=name)
axes[0].set(xlabel="epoch", ylabel="loss", title="curves"); axes[0].legend(); axes[0].grid(alpha=0.3)
x = torch.linspace(-2, 2, 20); axes[1].scatter(x.numpy(), (x ** 2).numpy(), c=x, cmap="viridis", s=10); axes[1].axhline(0, color="k", ls="--")
fig.suptitle("both"); fig.tight_layout(); print(len(fig.axes), axes[0].get_title(), axes.shape, len(axes[0].lines), axes[0].get_xlabel())
plt.figure(); plt.hist(torch.randn(100).tolist(), bins=10); plt.imshow(np.eye(3)); plt.colorbar(); plt.close("all"); print("done")
