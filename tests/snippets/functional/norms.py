# F.layer_norm, F.batch_norm, F.group_norm, F.instance_norm, F.rms_norm, F.local_response_norm.
import torch
import torch.nn.functional as F

x = torch.tensor([[[1.0, 2.0], [4.0, 8.0]], [[0.5, 1.0], [0.0, 3.0]]])
print(F.layer_norm(x, (2,))[0], F.layer_norm(x, (2, 2), weight=torch.full((2, 2), 2.0))[0])
print(F.batch_norm(x, torch.zeros(2), torch.ones(2))[0], F.batch_norm(x, None, None, training=True)[1])
print(F.group_norm(x, 1)[0], F.instance_norm(x)[1])
print(F.rms_norm(x, (2,))[0])
