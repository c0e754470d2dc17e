# The gain that goes with each activation.
from torch import nn

for name in ("linear", "conv2d", "sigmoid", "tanh", "relu", "leaky_relu", "selu"):
    print(name, nn.init.calculate_gain(name))
print(nn.init.calculate_gain("leaky_relu", 0.2))
try:
    nn.init.calculate_gain("swish")
except ValueError as error:
    print(error)
