# What nn.init refuses, and the older names.
import torch
from torch import nn

vector, matrix = torch.empty(3), torch.empty(2, 3)
for action in (
    lambda: nn.init.xavier_uniform_(vector),
    lambda: nn.init.kaiming_normal_(vector),
    lambda: nn.init.orthogonal_(vector),
    lambda: nn.init.eye_(vector),
    lambda: nn.init.dirac_(matrix),
    lambda: nn.init.dirac_(torch.empty(3, 1, 1), groups=2),
    lambda: nn.init.sparse_(vector, 0.5),
    lambda: nn.init.kaiming_uniform_(matrix, mode="fan_both"),
    lambda: nn.init.kaiming_uniform_(matrix, nonlinearity="softmax"),
    lambda: nn.init.calculate_gain("gelu"),
    lambda: nn.init.calculate_gain("leaky_relu", "steep"),
):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)
print(
    [
        round(nn.init.calculate_gain(name), 4)
        for name in ("linear", "conv2d", "sigmoid", "tanh", "relu", "leaky_relu", "selu")
    ]
)
print(
    nn.init.eye_(matrix),
    nn.init.dirac_(torch.empty(2, 2, 3)),
    nn.init.constant_(vector, 2),
    nn.init.eye_(matrix) is matrix,
)
torch.manual_seed(0)
print(
    (nn.init.sparse_(torch.empty(4, 3), 0.5) == 0).sum(0),
    nn.init.trunc_normal_(torch.empty(1000), std=2.0).abs().max() <= 2,
)
q = nn.init.orthogonal_(torch.empty(2, 4), gain=3)
print(
    torch.allclose(q @ q.T, 9 * torch.eye(2), atol=1e-4), nn.init._calculate_fan_in_and_fan_out(torch.empty(4, 2, 3, 3))
)
print(
    nn.init.zeros_(nn.Linear(2, 1).weight),
    nn.init.uniform(torch.empty(2), 1.0, 1.0),
    nn.init.xavier_normal_(nn.Parameter(torch.empty(2, 2))).requires_grad,
)
