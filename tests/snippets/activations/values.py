# Every activation at the same seven points.
import torch
from torch import nn

x = torch.tensor([-4.0, -1.0, -0.5, 0.0, 0.5, 1.0, 4.0])
for layer in (nn.ReLU(), nn.LeakyReLU(), nn.LeakyReLU(0.2), nn.ELU(), nn.ELU(2.0), nn.SELU(), nn.CELU(1.5), nn.GELU(),
              nn.GELU(approximate="tanh"), nn.SiLU(), nn.Mish(), nn.Sigmoid(), nn.Tanh(), nn.Softplus(),
              nn.Softplus(2, 1),
              nn.Softsign(), nn.Hardtanh(), nn.Hardtanh(-2, 2), nn.ReLU6(), nn.Hardsigmoid(), nn.Hardswish(),
              nn.LogSigmoid(), nn.Tanhshrink(), nn.Softshrink(), nn.Hardshrink(), nn.Threshold(0.4, 20)):
    print(f"{layer!s:40}", " ".join(f"{value:8.4f}" for value in layer(x).tolist()))
