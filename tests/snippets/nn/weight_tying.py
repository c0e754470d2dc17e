# Two layers that share one parameter.
import torch
from torch import nn

torch.manual_seed(0)
encoder, decoder = nn.Embedding(3, 2), nn.Linear(2, 3, bias=False)
decoder.weight = encoder.weight
model = nn.ModuleDict({"encoder": encoder, "decoder": decoder})
print(len(list(model.parameters())), list(model.state_dict()), [name for name, _ in model.named_parameters()])
decoder(encoder(torch.tensor([0]))).sum().backward()
print(encoder.weight.grad)
with torch.no_grad():
    decoder.weight.zero_()
print(encoder.weight)
