"""matplotlib.style: styles are known by name; of what they set, only whether there is a grid is followed."""

from . import rcParams, rcdefaults

available = (
    "Solarize_Light2 bmh classic dark_background fast fivethirtyeight ggplot grayscale petroff10 petroff6 petroff8 "
    "seaborn-v0_8 seaborn-v0_8-bright seaborn-v0_8-colorblind seaborn-v0_8-dark seaborn-v0_8-dark-palette "
    "seaborn-v0_8-darkgrid seaborn-v0_8-deep seaborn-v0_8-muted seaborn-v0_8-notebook seaborn-v0_8-paper "
    "seaborn-v0_8-pastel seaborn-v0_8-poster seaborn-v0_8-talk seaborn-v0_8-ticks seaborn-v0_8-white "
    "seaborn-v0_8-whitegrid tableau-colorblind10"
).split()
_WITH_GRID = "Solarize_Light2 bmh fivethirtyeight ggplot seaborn-v0_8 seaborn-v0_8-darkgrid seaborn-v0_8-whitegrid".split()


def use(style):
    for name in style if isinstance(style, (list, tuple)) else [style]:
        if isinstance(name, dict):
            rcParams.update(name)
        elif name == "default":
            rcdefaults()
        elif name in _WITH_GRID:
            rcParams["axes.grid"] = True
        elif name not in available:
            raise OSError(
                f"{name!r} is not a valid package style, path of style file, URL of style file, or library style name "
                "(library styles are listed in `style.available`)"
            )


class context:
    """A style for the length of a `with` block."""

    def __init__(self, style, after_reset=False):
        self.style, self.after_reset = style, after_reset

    def __enter__(self):
        self.before = dict(rcParams)
        if self.after_reset:
            rcdefaults()
        use(self.style)

    def __exit__(self, kind, value, traceback):
        rcParams.clear()
        dict.update(rcParams, self.before)
