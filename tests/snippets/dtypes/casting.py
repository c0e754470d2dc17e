# Casting truncates toward zero; bool is "not zero"; the original stays.
import torch

x = torch.tensor([-1.7, -0.5, 0.0, 0.5, 1.7])
print(x.int(), x.long(), x.to(torch.int32).dtype)
print(x.bool())
print(x.double().dtype, x.half().dtype, x.bfloat16().dtype, x.float() is x)
print(torch.tensor([True, False]).float(), torch.tensor([3, 0]).bool())
print(x.to(torch.float32) is x, x.to(torch.float64) is x, x.type(torch.int64))
print(torch.tensor([257, 300]).to(torch.uint8), torch.tensor([-1]).to(torch.uint8))
print(x.type_as(torch.tensor([1])))
print(torch.tensor(float("nan")).bool(), torch.tensor(float("inf")).bool())
