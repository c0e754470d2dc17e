"""Pruning: a mask of zeros on a weight. `weight` becomes `weight_orig * weight_mask`, computed before every call."""

import torch

from .convert_parameters import parameters_to_vector


class BasePruningMethod:
    """A way to choose what is kept: `compute_mask(t, default_mask)` returns ones and zeros of t's shape.

    `PRUNING_TYPE` says what it looks at when something was pruned before: "unstructured" at the values that are left,
    "structured" at the channels that are, "global" at all.
    """

    _tensor_name = None

    def __call__(self, module, inputs):
        setattr(module, self._tensor_name, self.apply_mask(module))

    def compute_mask(self, t, default_mask):
        """1 for what stays, 0 for what goes."""
        raise NotImplementedError(f"{type(self).__name__}.compute_mask is not written")

    def apply_mask(self, module):
        """The tensor with zeros where the mask has them."""
        if self._tensor_name is None:
            raise AssertionError(f"Module {module} has to be pruned")
        original = getattr(module, self._tensor_name + "_orig")
        return getattr(module, self._tensor_name + "_mask").to(dtype=original.dtype) * original

    @classmethod
    def apply(cls, module, name, *args, importance_scores=None, **kwargs):
        """Prunes `module.name`; what was pruned before stays so."""
        method = cls(*args, **kwargs)
        method._tensor_name = name
        before = _take_hook(module, name)
        if before is not None:
            container = before if isinstance(before, PruningContainer) else PruningContainer(before)
            container.add_pruning_method(method)
            method = container
        original = getattr(module, name)
        if importance_scores is not None and importance_scores.shape != original.shape:
            raise AssertionError(
                f"importance_scores should have the same shape as parameter {name} of {module}, "
                f"got {importance_scores.shape} vs {original.shape}"
            )
        scores = original if importance_scores is None else importance_scores
        if before is None:
            mask = method.compute_mask(scores, default_mask=torch.ones_like(original))
            delattr(module, name)
            module.register_parameter(name + "_orig", original)
        else:
            mask = method.compute_mask(scores, default_mask=getattr(module, name + "_mask").detach().clone())
        module.register_buffer(name + "_mask", mask)
        setattr(module, name, method.apply_mask(module))
        module.register_forward_pre_hook(method)
        return method

    def prune(self, t, default_mask=None, importance_scores=None):
        """A tensor pruned without a module."""
        scores = t if importance_scores is None else importance_scores
        if scores.shape != t.shape:
            raise AssertionError(
                f"importance_scores should have the same shape as tensor t, got {scores.shape} vs {t.shape}"
            )
        mask = torch.ones_like(t) if default_mask is None else default_mask
        return t * self.compute_mask(scores, default_mask=mask)

    def remove(self, module):
        """Makes the pruned tensor the parameter, for good."""
        name = self._tensor_name
        pruned = self.apply_mask(module)
        original = module._parameters[name + "_orig"]
        for member in (name, name + "_orig", name + "_mask"):
            delattr(module, member)
        original.data = pruned.data
        setattr(module, name, original)


def _take_hook(module, name):
    """Takes the pruning of this tensor off the module and returns it, or None."""
    for key, hook in list(module._forward_pre_hooks.items()):
        if isinstance(hook, BasePruningMethod) and hook._tensor_name == name:
            del module._forward_pre_hooks[key]
            return hook
    return None


class PruningContainer(BasePruningMethod):
    """Several prunings of one tensor, one after the other."""

    def __init__(self, *methods):
        self._pruning_methods = ()
        if methods:
            self._tensor_name = methods[0]._tensor_name
        for method in methods:
            self.add_pruning_method(method)

    def add_pruning_method(self, method):
        """Adds a pruning of the same tensor."""
        if not isinstance(method, BasePruningMethod):
            raise TypeError(f"{type(method)} is not a BasePruningMethod subclass")
        if self._tensor_name != method._tensor_name:
            raise ValueError(
                "Can only add pruning methods acting on the parameter named "
                f"'{self._tensor_name}' to PruningContainer {self}. Found '{method._tensor_name}'"
            )
        self._pruning_methods += (method,)

    def __len__(self):
        return len(self._pruning_methods)

    def __iter__(self):
        return iter(self._pruning_methods)

    def __getitem__(self, index):
        return self._pruning_methods[index]

    def compute_mask(self, t, default_mask):
        """The mask so far, with the last method applied to what it leaves."""
        method, dims = self._pruning_methods[-1], t.dim()
        if method.PRUNING_TYPE == "unstructured":
            left = default_mask == 1
        elif method.PRUNING_TYPE == "structured":
            dim = method.dim + dims if method.dim < 0 else method.dim
            others = [other for other in range(dims) if other != dim]
            left = (slice(None),) * dim + (default_mask.sum(dim=others) != 0,)
        elif method.PRUNING_TYPE == "global":
            left = (slice(None),) * dims
        else:
            raise ValueError(f"Unrecognized PRUNING_TYPE {method.PRUNING_TYPE}")
        mask = default_mask.to(dtype=t.dtype)
        mask[left] = method.compute_mask(t[left], default_mask=default_mask[left]).to(dtype=mask.dtype)
        return mask


def _is_whole(amount):
    return isinstance(amount, int)


class _ByAmount(BasePruningMethod):
    """A pruning of a number of things (int) or of a share of them (float)."""

    def __init__(self, amount):
        if not isinstance(amount, (int, float)):
            raise TypeError(f"Invalid type for amount: {amount}. Must be int or float.")
        if amount < 0 or (not _is_whole(amount) and amount > 1.0):
            raise ValueError(
                f"amount={amount} should either be a float in the range [0, 1] or a non-negative integer"
            )
        self.amount = amount

    def _number(self, size):
        number = self.amount if _is_whole(self.amount) else round(self.amount * size)
        if number > size:
            raise ValueError(f"amount={number} should be smaller than the number of parameters to prune={size}")
        return number


class Identity(BasePruningMethod):
    """Prunes nothing, but makes `weight_orig` and `weight_mask`."""

    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t, default_mask):
        return default_mask


class RandomUnstructured(_ByAmount):
    """Single values, chosen by lot."""

    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t, default_mask):
        number, mask = self._number(t.numel()), default_mask.clone()
        if number != 0:
            mask.view(-1)[torch.topk(torch.rand_like(t).view(-1), k=number).indices] = 0
        return mask


class L1Unstructured(_ByAmount):
    """The single values that are nearest to 0."""

    PRUNING_TYPE = "unstructured"

    def compute_mask(self, t, default_mask):
        number, mask = self._number(t.numel()), default_mask.clone()
        if number != 0:
            mask.view(-1)[torch.topk(torch.abs(t).view(-1), k=number, largest=False).indices] = 0
        return mask


class _Structured(_ByAmount):
    """Whole channels along `dim`."""

    PRUNING_TYPE = "structured"

    def compute_mask(self, t, default_mask):
        if t.dim() <= 1:
            raise ValueError(
                "Structured pruning can only be applied to multidimensional tensors. "
                f"Found tensor of shape {t.shape} with {t.dim()} dims"
            )
        if self.dim >= t.dim():
            raise IndexError(f"Invalid index {self.dim} for tensor of size {t.shape}")
        size = t.shape[self.dim]
        number = self._number(size)
        if number == 0:
            return default_mask
        mask = torch.zeros_like(t)
        mask[(slice(None),) * (self.dim % t.dim()) + (self._kept(t, size, number),)] = 1
        return mask * default_mask.to(dtype=mask.dtype)


class RandomStructured(_Structured):
    """Channels chosen by lot."""

    def __init__(self, amount, dim=-1):
        super().__init__(amount)
        self.dim = dim

    def _kept(self, t, size, number):
        lots = torch.rand(size)
        return lots > torch.kthvalue(lots, k=number).values


class LnStructured(_Structured):
    """The channels with the smallest n-norm."""

    def __init__(self, amount, n, dim=-1):
        super().__init__(amount)
        self.n = n
        self.dim = dim

    def _kept(self, t, size, number):
        dims = [dim for dim in range(t.dim()) if dim != self.dim % t.dim()]
        norm = torch.norm(t, p=self.n, dim=dims)
        return torch.topk(norm, k=size - number, largest=True).indices


class CustomFromMask(BasePruningMethod):
    """What a given mask says."""

    PRUNING_TYPE = "global"

    def __init__(self, mask):
        self.mask = mask

    def compute_mask(self, t, default_mask):
        if default_mask.shape != self.mask.shape:
            raise AssertionError(
                f"default_mask shape {default_mask.shape} must match self.mask shape {self.mask.shape}"
            )
        return default_mask * self.mask.to(dtype=default_mask.dtype)


def identity(module, name):
    """Makes `weight_orig` and `weight_mask` without pruning."""
    Identity.apply(module, name)
    return module


def random_unstructured(module, name, amount):
    """Prunes values chosen by lot."""
    RandomUnstructured.apply(module, name, amount=amount)
    return module


def l1_unstructured(module, name, amount, importance_scores=None):
    """Prunes the values nearest to 0."""
    L1Unstructured.apply(module, name, amount=amount, importance_scores=importance_scores)
    return module


def random_structured(module, name, amount, dim):
    """Prunes channels chosen by lot."""
    RandomStructured.apply(module, name, amount=amount, dim=dim)
    return module


def ln_structured(module, name, amount, n, dim, importance_scores=None):
    """Prunes the channels with the smallest n-norm."""
    LnStructured.apply(module, name, amount=amount, n=n, dim=dim, importance_scores=importance_scores)
    return module


def custom_from_mask(module, name, mask):
    """Prunes by a given mask."""
    CustomFromMask.apply(module, name, mask=mask)
    return module


def global_unstructured(parameters, pruning_method, importance_scores=None, **kwargs):
    """Prunes several parameters, pairs of module and name, as if they were one."""
    if not hasattr(parameters, "__iter__"):
        raise TypeError("global_unstructured(): parameters is not an Iterable")
    if importance_scores is not None and not isinstance(importance_scores, dict):
        raise TypeError("global_unstructured(): importance_scores must be of type dict")
    parameters, given = list(parameters), importance_scores or {}
    tensors = [getattr(module, name) for module, name in parameters]
    scores = parameters_to_vector([given.get(pair, tensor) for pair, tensor in zip(parameters, tensors)])
    masks = [
        getattr(module, name + "_mask", torch.ones_like(tensor)) for (module, name), tensor in zip(parameters, tensors)
    ]
    method = pruning_method(**kwargs)
    if method.PRUNING_TYPE != "unstructured":
        raise TypeError(
            'Only "unstructured" PRUNING_TYPE supported for the `pruning_method`. '
            f"Found method {pruning_method} of type {method.PRUNING_TYPE}"
        )
    final = PruningContainer(method).compute_mask(scores, parameters_to_vector(masks))
    begin = 0
    for (module, name), tensor in zip(parameters, tensors):
        custom_from_mask(module, name, mask=final[begin : begin + tensor.numel()].view_as(tensor))
        begin += tensor.numel()


def remove(module, name):
    """Makes the pruned tensor the parameter, for good."""
    hook = _take_hook(module, name)
    if hook is None:
        raise ValueError(
            f"Parameter '{name}' of module {module} has to be pruned before pruning can be removed"
        )
    hook.remove(module)
    return module


def is_pruned(module):
    """Whether anything in the module is pruned."""
    return any(
        isinstance(hook, BasePruningMethod)
        for child in module.modules()
        for hook in child._forward_pre_hooks.values()
    )
