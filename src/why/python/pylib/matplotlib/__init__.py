"""matplotlib, as far as the pictures of short programs need it; the drawing itself is done outside of Python."""

__version__ = "3.11.2"


class RcParams(dict):
    """Settings by name. Those that matter to our pictures are followed, the others of matplotlib's only kept."""

    def __setitem__(self, name, value):
        if name not in self and not _is_known(name):
            raise KeyError(f"{name!r} is not a valid value for rcParam.")
        super().__setitem__(name, value)

    def update(self, *args, **kwargs):
        for name, value in dict(*args, **kwargs).items():
            self[name] = value

    def copy(self):
        return dict(self)


_DEFAULTS = {
    "axes.grid": False,
    "figure.dpi": 100.0,
    "figure.figsize": [6.4, 4.8],
    "font.size": 10.0,
    "hist.bins": 10,
    "image.cmap": "viridis",
    "lines.linestyle": "-",
    "lines.linewidth": 1.5,
    "lines.marker": "None",
    "lines.markersize": 6.0,
}
# The groups that matplotlib's settings come in.
_GROUPS = (
    "agg animation axes axes3d backend boxplot contour date docstring errorbar figure font grid hatch hist image keymap "
    "legend lines macosx markers mathtext patch path pcolor pcolormesh pdf pgf polaraxes ps savefig scatter svg text tk "
    "toolbar webagg xaxis xtick yaxis ytick"
).split()


def _is_known(name):
    return isinstance(name, str) and name.partition(".")[0] in _GROUPS


rcParams = RcParams(_DEFAULTS)


def rc(group, **kwargs):
    for each in [group] if isinstance(group, str) else group:
        for name, value in kwargs.items():
            rcParams[f"{each}.{name}"] = value


def rcdefaults():
    rcParams.clear()
    dict.update(rcParams, _DEFAULTS)


def use(backend, *, force=True):
    """There is only one way to draw: every backend is taken as that."""


def get_backend():
    return "agg"


def __getattr__(name):
    if name in ("cm", "colors", "figure", "gridspec", "pyplot", "style"):
        return __import__(f"{__name__}.{name}", None, None, ["__name__"])
    if name == "colormaps":
        from .pyplot import colormaps

        return colormaps
    raise AttributeError(f"module 'matplotlib' has no attribute '{name}'")
