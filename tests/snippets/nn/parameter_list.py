# ParameterList and ParameterDict.
import torch
from torch import nn

class Polynomial(nn.Module):
    def __init__(self):
        super().__init__()
        self.terms = nn.ParameterList([nn.Parameter(torch.tensor(float(i))) for i in range(3)])
        self.extra = nn.ParameterDict({"scale": nn.Parameter(torch.ones(2))})

    def forward(self, x):
        return sum(term * x ** power for power, term in enumerate(self.terms)) * self.extra["scale"]

model = Polynomial()
print([name for name, _ in model.named_parameters()])
print(model(torch.tensor(3.0)))
print(model.terms[1], len(model.terms))
