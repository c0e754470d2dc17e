# from_numpy shares memory with the array; torch.tensor copies it.
import numpy as np
import torch

array = np.array([1.0, 2.0, 3.0])
shared, copied = torch.from_numpy(array), torch.tensor(array)
array[0] = 100
print(shared, copied)
shared[1] = 50
print(array, torch.as_tensor(array).data_ptr() == shared.data_ptr())
print(torch.from_numpy(np.arange(3)), torch.from_numpy(np.zeros((2, 2), dtype=np.float32)),
      torch.tensor(np.float32(1.5)))
print(torch.from_numpy(np.array([True])), torch.from_numpy(np.array([1, 2], dtype=np.uint8)),
      torch.FloatTensor(array))
print(torch.from_numpy(np.arange(6).reshape(2, 3).T).stride(), torch.from_numpy(array).float().dtype)
