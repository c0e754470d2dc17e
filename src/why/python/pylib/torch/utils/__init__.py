"""torch.utils: what surrounds training, each part loaded when it is first used."""

_MODULES = ("checkpoint", "data", "hooks")


def __getattr__(name):
    if name not in _MODULES:
        raise AttributeError(f"module 'torch.utils' has no attribute '{name}'")
    return __import__(f"{__name__}.{name}", None, None, ["__name__"])
