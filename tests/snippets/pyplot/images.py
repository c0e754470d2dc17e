# Pictures in grey, in colour and with a colour bar.
import matplotlib.pyplot as plt
import torch

image = torch.arange(64.0).view(8, 8)
plt.imshow(image, cmap="gray")
plt.axis("off")
plt.show()
plt.figure()
plt.imshow(torch.rand(4, 4, 3), vmin=0, vmax=1)
plt.show()
plt.figure()
plt.imshow(image @ image.T, cmap="viridis")
plt.colorbar()
plt.title("product")
plt.show()
print(image.shape)
