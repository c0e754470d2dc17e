# nan is not equal to itself and not smaller or larger than anything.
import torch

nan = torch.tensor([float("nan"), 1.0])
print(nan == nan, nan != nan, nan < 2, nan > 0)
print(torch.equal(nan, nan), torch.allclose(nan, nan), torch.allclose(nan, nan, equal_nan=True))
print(nan.max(), nan.min(), nan.argmax(), nan.sort())
print(torch.tensor(float("nan")) == float("nan"))
