# A column minus a row makes a matrix: the classic silent loss bug.
import torch

prediction = torch.tensor([[1.0], [2.0], [3.0]])
target = torch.tensor([1.0, 2.0, 3.0])
wrong = (prediction - target) ** 2
right = (prediction.squeeze(1) - target) ** 2
print(wrong.shape, wrong.mean())
print(right.shape, right.mean())
print(wrong)
