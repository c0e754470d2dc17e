# matrix_power, matrix_exp and repeated multiplication.
import torch

fibonacci = torch.tensor([[1, 1], [1, 0]], dtype=torch.float64)
print(torch.linalg.matrix_power(fibonacci, 10))
print(torch.matrix_power(torch.tensor([[2.0, 0.0], [0.0, 4.0]]), -1), torch.linalg.matrix_power(fibonacci, 0))
print(torch.linalg.matrix_exp(torch.tensor([[0.0, 1.0], [0.0, 0.0]])).round(decimals=4))
print((fibonacci ** 2)[0, 0], (fibonacci @ fibonacci)[0, 0])
