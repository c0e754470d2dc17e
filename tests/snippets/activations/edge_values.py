# Activations at infinities and nan.
import torch
from torch import nn

x = torch.tensor([-float("inf"), float("inf"), float("nan"), -100.0, 100.0])
for layer in (nn.ReLU(), nn.LeakyReLU(), nn.ELU(), nn.SELU(), nn.GELU(), nn.SiLU(), nn.Sigmoid(), nn.Tanh(),
              nn.Softplus(),
              nn.LogSigmoid(), nn.Hardtanh(), nn.ReLU6(), nn.Hardswish(), nn.Softsign()):
    print(type(layer).__name__, [f"{value:.4f}" for value in layer(x).tolist()])
