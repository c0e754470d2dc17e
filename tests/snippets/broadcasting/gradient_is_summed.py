# The gradient of a stretched tensor is summed over the stretched dimensions.
import torch

row = torch.zeros(3, requires_grad=True)
column = torch.zeros(2, 1, requires_grad=True)
scalar = torch.tensor(2.0, requires_grad=True)
weights = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
loss = (weights * (row + column) * scalar).sum() + scalar * weights.sum()
loss.backward()
print(row.grad)
print(column.grad)
print(scalar.grad)
