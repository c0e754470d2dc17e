# A 0-d tensor counts like a Python number beside one with dimensions.
import torch

vector = torch.ones(2, dtype=torch.float32)
print((vector + torch.tensor(1.0, dtype=torch.float64)).dtype)
print((vector + torch.ones(1, dtype=torch.float64)).dtype)
print((torch.ones(2, dtype=torch.int32) + torch.tensor(1)).dtype)
print((torch.ones(2, dtype=torch.int32) + torch.tensor(1.0)).dtype)
print((torch.ones(2, dtype=torch.float16) * torch.tensor(2.0)).dtype)
print((torch.tensor(1, dtype=torch.int32) + torch.tensor(1.5, dtype=torch.float64)).dtype)
print(torch.result_type(vector, 1), torch.result_type(torch.tensor([1]), 1.0))
print(torch.promote_types(torch.int32, torch.float16), torch.can_cast(torch.float32, torch.int64))
