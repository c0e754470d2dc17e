# A layer's output is its cell applied step by step, with the same parameters.
import torch
from torch import nn

torch.manual_seed(0)
for layer, cell in (
    (nn.RNN(3, 2), nn.RNNCell(3, 2)),
    (nn.LSTM(3, 2), nn.LSTMCell(3, 2)),
    (nn.GRU(3, 2), nn.GRUCell(3, 2)),
):
    cell.load_state_dict({name.removesuffix("_l0"): value for name, value in layer.state_dict().items()})
    x = torch.randn(4, 2, 3)
    output, last = layer(x)
    state, steps = None, []
    for step in x:
        state = cell(step, state)
        steps.append(state[0] if isinstance(state, tuple) else state)
    print(
        type(layer).__name__,
        torch.allclose(output, torch.stack(steps), atol=1e-6),
        [tuple(w.shape) for w in layer.all_weights[0]],
    )
x, h = torch.tensor([1.0, -1.0]), torch.zeros(1)
cell = nn.GRUCell(2, 1)
for parameter in cell.parameters():
    nn.init.constant_(parameter, 0.5)
print(cell(x, h), nn.RNNCell(2, 1, nonlinearity="relu")(x).shape)
lstm = nn.LSTM(2, 3, proj_size=2, num_layers=2, batch_first=True)
output, (h, c) = lstm(torch.randn(5, 4, 2))
print(output.shape, h.shape, c.shape, [name for name, _ in lstm.named_parameters()])
both = nn.GRU(2, 3, bidirectional=True)
x = torch.randn(4, 1, 2)
output, h = both(x)
print(torch.equal(output[-1, :, :3], h[0]), torch.equal(output[0, :, 3:], h[1]))
print(both(x[:, 0])[0].shape, both(x[:, 0])[1].shape)
