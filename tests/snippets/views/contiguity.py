# view needs a layout that fits; reshape copies when it must.
import torch

x = torch.arange(6).view(2, 3)
t = x.t()
print(x.is_contiguous(), t.is_contiguous(), t.contiguous().is_contiguous(), x[:, 1:].is_contiguous())
print(t.reshape(6), t.contiguous().view(6))
print(t.reshape(6).data_ptr() == t.data_ptr(), x.reshape(6).data_ptr() == x.data_ptr())
print(x.contiguous() is x, x[:1].is_contiguous())
try:
    t.view(6)
except RuntimeError as error:
    print(error)
print(torch.zeros(2, 3, 4).transpose(0, 1).flatten().shape)
