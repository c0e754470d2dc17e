"""Weight and spectral normalisation in their old form: a hook computes the weight before every call."""

import warnings

import torch

from .. import functional as F
from ..modules.conv import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from ..parameter import Parameter
from .parametrizations import norm_except_dim


class WeightNorm:
    """weight = g * v / ||v||, with g as `weight_g` and v as `weight_v` among the parameters."""

    def __init__(self, name, dim):
        self.name = name
        self.dim = -1 if dim is None else dim

    def compute_weight(self, module):
        """The weight of the present g and v."""
        v = getattr(module, self.name + "_v")
        return v * (getattr(module, self.name + "_g") / norm_except_dim(v, self.dim))

    def install(self, module):
        """Replaces the weight."""
        weight = getattr(module, self.name)
        delattr(module, self.name)
        module.register_parameter(self.name + "_g", Parameter(norm_except_dim(weight, self.dim).data))
        module.register_parameter(self.name + "_v", Parameter(weight.data))
        self(module, None)

    def remove(self, module):
        """Makes the weight a parameter again."""
        weight = self.compute_weight(module)
        for name in (self.name, self.name + "_g", self.name + "_v"):
            delattr(module, name)
        setattr(module, self.name, Parameter(weight.data))

    def __call__(self, module, inputs):
        setattr(module, self.name, self.compute_weight(module))


class SpectralNorm:
    """weight = orig / sigma(orig), with sigma followed by power iteration; `weight_u`, `weight_v` are its vectors."""

    def __init__(self, name, n_power_iterations, dim, eps):
        if n_power_iterations <= 0:
            raise ValueError(
                f"Expected n_power_iterations to be positive, but got n_power_iterations={n_power_iterations}"
            )
        self.name, self.n_power_iterations, self.dim, self.eps = name, n_power_iterations, dim, eps

    def _matrix(self, weight):
        if self.dim != 0:
            weight = weight.permute(self.dim, *(dim for dim in range(weight.dim()) if dim != self.dim))
        return weight.reshape(weight.size(0), -1)

    def compute_weight(self, module, iterate):
        """The weight, after a step of the iteration if wanted."""
        weight = getattr(module, self.name + "_orig")
        u, v = getattr(module, self.name + "_u"), getattr(module, self.name + "_v")
        matrix = self._matrix(weight)
        if iterate:
            with torch.no_grad():
                for _ in range(self.n_power_iterations):
                    v.copy_(F.normalize(torch.mv(matrix.t(), u), dim=0, eps=self.eps))
                    u.copy_(F.normalize(torch.mv(matrix, v), dim=0, eps=self.eps))
                u, v = u.clone(), v.clone()
        return weight / torch.dot(u, torch.mv(matrix, v))

    def install(self, module):
        """Replaces the weight."""
        weight = module._parameters[self.name]
        if weight is None:
            raise ValueError(f"`SpectralNorm` cannot be applied as parameter `{self.name}` is None")
        with torch.no_grad():
            rows, columns = self._matrix(weight).size()
            u = F.normalize(weight.new_empty(rows).normal_(0, 1), dim=0, eps=self.eps)
            v = F.normalize(weight.new_empty(columns).normal_(0, 1), dim=0, eps=self.eps)
        delattr(module, self.name)
        module.register_parameter(self.name + "_orig", weight)
        setattr(module, self.name, weight.data)
        module.register_buffer(self.name + "_u", u)
        module.register_buffer(self.name + "_v", v)

    def remove(self, module):
        """Makes the weight a parameter again."""
        with torch.no_grad():
            weight = self.compute_weight(module, iterate=False)
        for suffix in ("", "_u", "_v", "_orig"):
            delattr(module, self.name + suffix)
        module.register_parameter(self.name, Parameter(weight.detach()))

    def __call__(self, module, inputs):
        setattr(module, self.name, self.compute_weight(module, iterate=module.training))


def _hook(module, kind, name):
    """The key and the hook that normalises this parameter, or None."""
    for key, hook in module._forward_pre_hooks.items():
        if isinstance(hook, kind) and hook.name == name:
            return key, hook
    return None


def _install(module, norm, label):
    if _hook(module, type(norm), norm.name) is not None:
        raise RuntimeError(f"Cannot register two {label} hooks on the same parameter {norm.name}")
    norm.install(module)
    module.register_forward_pre_hook(norm)
    return module


def _remove(module, kind, label, name):
    found = _hook(module, kind, name)
    if found is None:
        raise ValueError(f"{label} of '{name}' not found in {module}")
    key, hook = found
    hook.remove(module)
    del module._forward_pre_hooks[key]
    return module


def weight_norm(module, name="weight", dim=0):
    """Length and direction of a weight trained apart, as `weight_g` and `weight_v`."""
    warnings.warn(
        "`torch.nn.utils.weight_norm` is deprecated in favor of `torch.nn.utils.parametrizations.weight_norm`.",
        FutureWarning,
        stacklevel=2,
    )
    return _install(module, WeightNorm(name, dim), "weight_norm")


def remove_weight_norm(module, name="weight"):
    """A plain parameter again."""
    return _remove(module, WeightNorm, "weight_norm", name)


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    """A weight divided by its largest singular value."""
    if dim is None:
        dim = 1 if isinstance(module, (ConvTranspose1d, ConvTranspose2d, ConvTranspose3d)) else 0
    return _install(module, SpectralNorm(name, n_power_iterations, dim, eps), "spectral_norm")


def remove_spectral_norm(module, name="weight"):
    """A plain parameter again."""
    return _remove(module, SpectralNorm, "spectral_norm", name)
