"""torch.optim: the optimisers, each in a module of its own that is loaded when it is first used."""

import _lazily

_HOMES = {
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


def _otherwise(name):
    if name in _MISSING:
        raise NotImplementedError(f"torch.optim.{name} is not supported")
    raise AttributeError(f"module 'torch.optim' has no attribute '{name}'")


__getattr__, __dir__ = _lazily.parts(globals(), _HOMES, _MODULES, _otherwise)
