# view, slicing, transpose and squeeze share storage; clone and contiguous copies do not.
import torch

x = torch.arange(6)
v = x.view(2, 3)
t = v.t()
v[0, 0] = 10
t[2, 1] = 50
print(x, v, t, sep="\n")
print(x.data_ptr() == v.data_ptr(), v.data_ptr() == t.data_ptr())
print(x.data_ptr() == x.clone().data_ptr(), x[2:].data_ptr() - x.data_ptr())
print(v.storage_offset(), v[1].storage_offset(), t[1].storage_offset())
