# out= writes a result into a tensor that is there already.
import torch

result = torch.empty(3)
torch.add(torch.ones(3), torch.tensor([1.0, 2.0, 3.0]), out=result)
print(result)
product = torch.empty(3)
print(torch.matmul(torch.eye(3) * 2, result, out=product) is product, product)
total = torch.zeros(())
print(torch.sum(result, 0, out=total), total)
try:
    torch.add(torch.ones(2, requires_grad=True), 1, out=torch.empty(2))
except RuntimeError as error:
    print(error)
