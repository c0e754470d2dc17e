# torch.Size, dtype, device and other small objects.
import torch

size = torch.zeros(2, 3).shape
print(size, size[0], size[1:], tuple(size), len(size), size.numel(), size == torch.Size([2, 3]), list(size))
print(torch.Size([]), torch.Size((4,)), torch.zeros(()).shape, size + torch.Size([4]), size * 2)
print(torch.float32, [torch.int64], torch.device("cpu"), repr(torch.device("cpu")), str(torch.device("cpu:0")))
print(torch.device("cpu").type, torch.device("cpu", 0).index, torch.device("cpu") == torch.device("cpu"))
print(torch.cuda.is_available(), torch.strided, torch.__version__.split("+")[0])
print("cuda" if torch.cuda.is_available() else "cpu", type(torch.ones(1)), type(size))
