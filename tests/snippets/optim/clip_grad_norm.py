# clip_grad_norm_ scales all gradients together, and returns the norm before.
import torch

a = torch.tensor([3.0, 0.0], requires_grad=True)
b = torch.tensor([4.0], requires_grad=True)
((a ** 2).sum() / 2 + (b ** 2).sum() / 2).backward()
print(torch.nn.utils.clip_grad_norm_([a, b], 1.0))
print([f"{g:.3f}" for g in torch.cat([a.grad, b.grad]).tolist()])
print(f"{torch.cat([a.grad, b.grad]).norm().item():.3f}")
print(f"{torch.nn.utils.clip_grad_norm_([a, b], 10.0).item():.3f}", f"{b.grad.item():.3f}")
a.grad[0] = float("nan")
print(torch.nn.utils.clip_grad_norm_([a, b], 1.0), b.grad)
try:
    torch.nn.utils.clip_grad_norm_([a, b], 1.0, error_if_nonfinite=True)
except RuntimeError as error:
    print(error)
