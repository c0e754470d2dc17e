"""torch.optim.lr_scheduler: learning rates that change as training goes on, by kind of schedule."""

from .base import LRScheduler, _LRScheduler

_HOME = {
    "ChainedScheduler": "combined",
    "ConstantLR": "factors",
    "CosineAnnealingLR": "cosine",
    "CosineAnnealingWarmRestarts": "cosine",
    "CyclicLR": "cycles",
    "ExponentialLR": "factors",
    "LambdaLR": "functions",
    "LinearLR": "factors",
    "MultiplicativeLR": "functions",
    "MultiStepLR": "factors",
    "OneCycleLR": "cycles",
    "PolynomialLR": "factors",
    "ReduceLROnPlateau": "plateau",
    "SequentialLR": "combined",
    "StepLR": "factors",
}

__all__ = [*_HOME, "LRScheduler"]


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'torch.optim.lr_scheduler' has no attribute '{name}'")
    value = getattr(__import__(f"{__name__}.{_HOME[name]}", None, None, [name]), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted([*globals(), *__all__])
