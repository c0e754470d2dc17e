"""`Variable`, which once was a tensor with a gradient and now is a tensor."""

from _torch import Tensor


class _Meta(type):
    def __instancecheck__(cls, value):
        return isinstance(value, Tensor)


class Variable(metaclass=_Meta):
    def __new__(cls, data, requires_grad=False, volatile=None):
        tensor = data.detach()
        return tensor.requires_grad_() if requires_grad else data
