# The message names the shape, the node, and both versions.
import torch

def attempt(name, function, change):
    x = torch.full((2, 3), 2.0, requires_grad=True)
    y = function(x)
    change(y)
    try:
        y.sum().backward()
        print(name, "worked")
    except RuntimeError as error:
        print(name, "-", str(error).split(". Hint")[0])

attempt("sqrt", torch.sqrt, lambda y: y.mul_(2))
attempt("tanh", torch.tanh, lambda y: y.add_(1).add_(1))
attempt("softmax", lambda x: x.softmax(1), lambda y: y.__setitem__(0, 0.0))
attempt("sin", torch.sin, lambda y: y.mul_(2))
attempt("square", lambda x: x ** 2, lambda y: y.zero_())
attempt("prod", lambda x: x.exp() * x.exp(), lambda y: y.sub_(1))
