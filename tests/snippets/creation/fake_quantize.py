# Rounding to few values and back, with a gradient where nothing was cut off; windows of a grid; a range with its end.
import torch

x = torch.tensor([1.541, -0.2934, -2.1788, 0.5684], requires_grad=True)
y = torch.fake_quantize_per_tensor_affine(x, 0.1, 0, 0, 255)
print(y, torch.autograd.grad(y.sum(), x)[0])
z = torch.fake_quantize_per_channel_affine(x.reshape(2, 2), torch.tensor([0.1, 0.5]), torch.tensor([0, 1], dtype=torch.int32), 0, -4, 10)
print(z, torch.autograd.grad(z.sum(), x)[0])
points = torch.tensor([[0.0, 1.0], [1.0, 0.0], [2.0, 0.0], [2.0, 2.0]])
print(torch.histogramdd(points, bins=[3, 3], weight=torch.tensor([1.0, 2.0, 4.0, 8.0])))
print(torch.histogramdd(torch.tensor([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]), bins=[2, 2], range=[0.0, 1.0, 0.0, 1.0], density=True))
print(torch.range(1, 4), torch.range(1, 2, 0.25), torch.range(3, 0, -1, dtype=torch.int64))
print(torch.frombuffer(b"\x01\x00\x00\x00\x02\x00\x00\x00", dtype=torch.int32), torch.empty_permuted((2, 3, 4), (0, 2, 1)).stride())
print(torch.typename(torch.tensor([1])), torch.typename(torch.nn.Linear), torch.typename(3))
print(torch.native_channel_shuffle(torch.arange(8.0).reshape(1, 4, 2, 1), 2).flatten())
