"""torch.optim: the optimisers, each in a module of its own that is loaded when it is first used."""

_HOME = {
    "Adadelta": "adadelta",
    "Adagrad": "adagrad",
    "Adam": "adam",
    "Adamax": "adamax",
    "AdamW": "adamw",
    "ASGD": "asgd",
    "LBFGS": "lbfgs",
    "NAdam": "nadam",
    "Optimizer": "optimizer",
    "RAdam": "radam",
    "RMSprop": "rmsprop",
    "Rprop": "rprop",
    "SGD": "sgd",
}
_MODULES = ("lr_scheduler", "swa_utils")
_MISSING = ("Adafactor", "Muon", "SparseAdam", "functional", "swap_in_optimizer_params_and_state")

__all__ = [*_HOME, *_MODULES]


def __getattr__(name):
    if name in _HOME:
        value = getattr(__import__(f"{__name__}.{_HOME[name]}", None, None, [name]), name)
    elif name in _MODULES:
        value = __import__(f"{__name__}.{name}", None, None, ["__name__"])
    elif name in _MISSING:
        raise NotImplementedError(f"torch.optim.{name} is not supported")
    else:
        raise AttributeError(f"module 'torch.optim' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__():
    return sorted([*globals(), *__all__])
