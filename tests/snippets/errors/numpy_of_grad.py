# A tensor that requires a gradient has no numpy view.
import torch

w = torch.ones(2, requires_grad=True)
(w * 2).numpy()
