"""All layers, losses and containers, by the files they are in, which are loaded when they are first used."""

import _lazily

_HOMES = _lazily.homes(
    activation=(
        "CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax Mish PReLU RReLU "
        "ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink "
        "Threshold"
    ),
    adaptive="AdaptiveLogSoftmaxWithLoss",
    _attention="MultiheadAttention",
    batchnorm="BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm",
    channelshuffle="ChannelShuffle",
    container="ModuleDict ModuleList ParameterDict ParameterList Sequential",
    conv="Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d",
    distance="CosineSimilarity PairwiseDistance",
    dropout="AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout",
    flatten="Flatten Unflatten",
    fold="Fold Unfold",
    instancenorm="InstanceNorm1d InstanceNorm2d InstanceNorm3d",
    lazy=(
        "LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d "
        "LazyConvTranspose2d LazyConvTranspose3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d LazyLinear"
    ),
    linear="Bilinear Identity Linear",
    loss=(
        "BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss "
        "HuberLoss KLDivLoss L1Loss MSELoss MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss "
        "MultiMarginLoss NLLLoss NLLLoss2d PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss "
        "TripletMarginWithDistanceLoss"
    ),
    module="Module",
    normalization="GroupNorm LayerNorm LocalResponseNorm RMSNorm",
    padding=(
        "CircularPad1d CircularPad2d CircularPad3d ConstantPad1d ConstantPad2d ConstantPad3d ReflectionPad1d "
        "ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d ZeroPad1d ZeroPad2d "
        "ZeroPad3d"
    ),
    pixelshuffle="PixelShuffle PixelUnshuffle",
    pooling=(
        "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d "
        "AvgPool1d AvgPool2d AvgPool3d FractionalMaxPool2d FractionalMaxPool3d LPPool1d LPPool2d LPPool3d MaxPool1d "
        "MaxPool2d MaxPool3d MaxUnpool1d MaxUnpool2d MaxUnpool3d"
    ),
    rnn="GRU GRUCell LSTM LSTMCell RNN RNNBase RNNCell RNNCellBase",
    sparse="Embedding EmbeddingBag",
    transformer="Transformer TransformerDecoder TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer",
    upsampling="Upsample UpsamplingBilinear2d UpsamplingNearest2d",
)

__all__ = list(_HOMES)

__getattr__, __dir__ = _lazily.parts(globals(), _HOMES, {*_HOMES.values(), "utils"})
