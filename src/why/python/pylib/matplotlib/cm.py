"""matplotlib.cm: the colour maps as attributes, `cm.viridis`, and by name."""

from . import _colormaps
from .colors import get_cmap


def __getattr__(name):
    base = name[:-2] if name.endswith("_r") else name
    if base in _colormaps.CONTINUOUS or base in _colormaps.QUALITATIVE or base in _colormaps.MISSING:
        return get_cmap(name)
    raise AttributeError(f"module 'matplotlib.cm' has no attribute '{name}'")
