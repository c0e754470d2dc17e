# inv, pinv and the identity.
import torch

m = torch.tensor([[4.0, 7.0], [2.0, 6.0]])
inverse = torch.linalg.inv(m)
print(inverse)
print(torch.allclose(m @ inverse, torch.eye(2), atol=1e-6), torch.allclose(torch.inverse(m), inverse))
tall = torch.tensor([[1.0, 0.0], [1.0, 2.0], [0.0, 1.0]])
print(torch.linalg.pinv(tall).shape, torch.allclose(torch.linalg.pinv(tall) @ tall, torch.eye(2), atol=1e-6))
print(torch.linalg.inv(torch.stack([m, torch.eye(2)]))[1])
for bad in (torch.ones(2, 2), torch.ones(2, 3)):
    try:
        torch.linalg.inv(bad)
    except RuntimeError as error:
        print(type(error).__name__, error)
