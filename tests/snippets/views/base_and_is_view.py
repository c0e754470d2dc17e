# _base and _is_view tell what a tensor was made of.
import torch

x = torch.arange(4.0)
v = x.view(2, 2)
row = v[0]
print(x._is_view(), v._is_view(), v._base is x, row._base is x, x._base)
print((x * 2)._is_view(), x.clone()._is_view(), x.reshape(2, 2)._is_view())
print(x.untyped_storage().nbytes(), row.untyped_storage().nbytes())
