# Settings that layers refuse.
from torch import nn

for name, arguments, settings in (
    ("Linear", (3,), {}),
    ("Linear", (3, 4), {"activation": "relu"}),
    ("Linear", (2, 3, True, None, None, 1), {}),
    ("Dropout", (1.5,), {}),
    ("Dropout2d", (-1,), {}),
    ("Conv2d", (3, 4), {}),
    ("Conv2d", (3, 4, 3), {"groups": 2}),
    ("Conv2d", (4, 3, 3), {"groups": 2}),
    ("Conv2d", (4, 4, 3), {"groups": 0}),
    ("Conv2d", (1, 1, 3), {"stride": 2, "padding": "same"}),
    ("GroupNorm", (3, 4), {}),
    ("ConvTranspose2d", (1, 1, 3), {"padding_mode": "circular"}),
    ("Embedding", (3, 2), {"padding_idx": 3}),
    ("LPPool1d", (0, 2), {}),
    ("Embedding", (3, 2), {"padding_idx": -4}),
    ("MultiheadAttention", (5, 2), {}),
    ("MultiheadAttention", (4, 0), {}),
    ("LSTM", (0, 3), {}),
    ("LSTM", (2, 3), {"num_layers": 0}),
    ("LSTM", (2, 3), {"dropout": 2}),
    ("LSTM", (2.0, 3), {}),
    ("LSTM", (2, 3), {"bias": 1}),
    ("LSTM", (2, 3), {"proj_size": 3}),
    ("GRU", (2, 3), {"proj_size": 1}),
    ("RNN", (2, 3), {"nonlinearity": "gelu"}),
    ("TransformerEncoderLayer", (4, 2), {"activation": "tanh"}),
    ("Unflatten", (1, 6), {}),
    ("Unflatten", (1, ("a", 2)), {}),
    ("Hardtanh", (1, 0), {}),
    ("Softmax", ("1",), {}),
    ("HuberLoss", (), {"delta": "1"}),
    ("TripletMarginLoss", (0,), {}),
    ("MultiMarginLoss", (3,), {}),
    ("FractionalMaxPool2d", (2,), {}),
    ("AdaptiveLogSoftmaxWithLoss", (2, 5, [3, 3]), {}),
    ("GaussianNLLLoss", (True,), {}),
    ("BatchNorm1d", (), {}),
    ("Flatten", (1, 2, 3), {}),
    ("Bilinear", (0, 1, 1), {}),
):
    try:
        print(getattr(nn, name)(*arguments, **settings))
    except Exception as error:
        print(f"{name}: {type(error).__name__}: {error}")
