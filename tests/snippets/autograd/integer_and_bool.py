# Comparisons, argmax and integer results carry no gradient.
import torch

x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
for name, y in {"x > 1": x > 1, "argmax": x.argmax(), "long": x.long(), "sign": x.sign(), "round": x.round(),
                "floor": x.floor(), "indices": x.sort().indices, "item": torch.tensor(x[0].item())}.items():
    print(name, y.requires_grad)
((x > 1) * x).sum().backward()
print(x.grad)
x.grad = None
x.sign().sum().backward()
print(x.grad)
