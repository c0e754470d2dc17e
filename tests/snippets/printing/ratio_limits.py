# Scientific notation starts past a ratio of a thousand.
import torch

for values in ([1.5, 1500.0], [1.5, 1500.5], [0.1, 100.0], [0.1, 100.1], [1.0, 1e8], [1.0, 1.1e8], [0.5, 1e8],
               [1, 3, 10001]):
    print(torch.tensor(values), torch.tensor(values, dtype=torch.float64))
