"""What plotting calls return: handles on what was drawn, through which a program may still read and change it."""

from ._data import floats, read, steps, thinned
from .colors import cycle_index, to_hex, to_rgba

DASHES = {
    "-": "solid",
    "--": "dashed",
    ":": "dotted",
    "-.": "dashdot",
    "solid": "solid",
    "dashed": "dashed",
    "dotted": "dotted",
    "dashdot": "dashdot",
    "None": "none",
    "none": "none",
    " ": "none",
    "": "none",
}
MARKERS = tuple(".,ov^<>12348spP*hH+xXDd|_")
_ALIASES = {
    "c": "color",
    "ls": "linestyle",
    "lw": "linewidth",
    "ms": "markersize",
    "mfc": "markerfacecolor",
    "mec": "markeredgecolor",
    "mew": "markeredgewidth",
    "ds": "drawstyle",
    "fc": "facecolor",
    "ec": "edgecolor",
    "facecolors": "facecolor",
    "edgecolors": "edgecolor",
    "linestyles": "linestyle",
    "linewidths": "linewidth",
    "ha": "horizontalalignment",
    "va": "verticalalignment",
    "size": "fontsize",
    "weight": "fontweight",
}
# Properties that make no difference to a picture like ours.
_UNSEEN = (
    "aa antialiased antialiaseds animated capstyle clip_on dash_capstyle dash_joinstyle family fontfamily fontname "
    "fontstyle gid in_layout joinstyle markeredgewidth path_effects picker rasterized snap solid_capstyle "
    "solid_joinstyle style url visible wrap"
).split()


def color_of(color):
    """A colour as the drawing takes it: a place in the colour cycle, or hexadecimal digits."""
    if color is None:
        return None
    index = cycle_index(color)
    if index is not None:
        return f"C{index}"
    return to_hex(color, keep_alpha=to_rgba(color)[3] < 1)


def dash_of(style):
    if isinstance(style, tuple):
        return "dashed"
    if style not in DASHES:
        raise ValueError(f"{style!r} is not a valid value for ls.")
    return DASHES[style]


def marker_of(marker):
    if marker in (None, "", " ", "None", "none"):
        return None
    if marker not in MARKERS:
        raise ValueError(f"Unrecognized marker style {marker!r}")
    return marker


def alpha_of(alpha):
    if alpha is None:
        return None
    if not isinstance(alpha, (int, float)):
        raise NotImplementedError("alpha with a value for each element is not supported")
    if not 0 <= alpha <= 1:
        raise ValueError(f"alpha ({alpha}) is outside 0-1 range")
    return float(alpha)


def label_of(label):
    """What the legend calls something; names that begin with an underscore stay out of it."""
    if label is None or str(label).startswith("_") or str(label) == "":
        return None
    return str(label)


class Properties:
    """Keyword arguments under their long names; `done` complains of those that nobody asked for."""

    def __init__(self, owner, given):
        self.owner = owner
        self.left = {_ALIASES.get(name, name): value for name, value in given.items()}

    def take(self, name, default=None):
        value = self.left.pop(name, None)
        return default if value is None else value

    def color(self, name="color", default=None):
        return color_of(self.take(name, default))

    def done(self):
        for name in self.left:
            if name not in _UNSEEN:
                raise AttributeError(f"{self.owner}.set() got an unexpected keyword argument {name!r}")


class Artist:
    """One mark of an axes. `mark` is what is drawn, as plain data."""

    def __init__(self, axes, mark):
        self.axes = axes
        self.mark = mark

    def plain(self):
        """The mark as it is drawn."""
        return self.mark

    def get_label(self):
        return self.mark["label"]

    def set_label(self, label):
        self.mark["label"] = str(label)

    def get_color(self):
        return self.mark["color"]

    def set_color(self, color):
        self.mark["color"] = color_of(color)

    def get_alpha(self):
        return self.mark["alpha"]

    def set_alpha(self, alpha):
        self.mark["alpha"] = alpha_of(alpha)

    def set_zorder(self, level):
        self.mark["z"] = float(level)

    def set_visible(self, visible):
        if not visible:
            self.remove()
        elif self not in self.axes.artists:
            self.axes.artists.append(self)

    def remove(self):
        if self in self.axes.artists:
            self.axes.artists.remove(self)

    def set(self, **properties):
        for name, value in properties.items():
            name = _ALIASES.get(name, name)
            setter = getattr(type(self), f"set_{name}", None)
            if setter is None:
                raise AttributeError(f"{type(self).__name__}.set() got an unexpected keyword argument {name!r}")
            setter(self, value)


class Line2D(Artist):
    def __init__(self, axes, mark, where=None):
        super().__init__(axes, mark)
        self.where = where

    def plain(self):
        if self.mark["kind"] != "line":
            return self.mark
        x, y = self.mark["x"], self.mark["y"]
        x, y = thinned(x, y) if self.where is None else steps(x, y, self.where)
        return dict(self.mark, x=x, y=y)

    def get_xdata(self, orig=True):
        return _array(self.mark["x"])

    def get_ydata(self, orig=True):
        return _array(self.mark["y"])

    def get_data(self, orig=True):
        return self.get_xdata(), self.get_ydata()

    def set_xdata(self, x):
        self.mark["x"] = floats(x)

    def set_ydata(self, y):
        self.mark["y"] = floats(y)

    def set_data(self, x, y):
        self.set_xdata(x)
        self.set_ydata(y)

    def set_linestyle(self, style):
        self.mark["dash"] = dash_of(style)

    def set_linewidth(self, width):
        self.mark["width"] = float(width)

    def get_linewidth(self):
        return self.mark["width"]

    def set_marker(self, marker):
        self.mark["marker"] = marker_of(marker)

    def set_markersize(self, size):
        self.mark["marker_size"] = float(size)


class PathCollection(Artist):
    def set_offsets(self, points):
        self.mark["x"], self.mark["y"] = read(points).columns()

    def legend_elements(self, *args, **kwargs):
        raise NotImplementedError("PathCollection.legend_elements is not supported")


class PolyCollection(Artist):
    pass


class AxesImage(Artist):
    def set_data(self, values):
        fresh = self.axes.image_values(values)
        self.mark.update(fresh)

    def set_clim(self, vmin=None, vmax=None):
        self.mark["low"] = None if vmin is None else float(vmin)
        self.mark["high"] = None if vmax is None else float(vmax)


class Rectangle:
    """One bar of many."""

    def __init__(self, container, index):
        self.mark = container.mark
        self.index = index

    def _box(self):
        mark, index = self.mark, self.index
        along, length, base = mark["at"][index], mark["lengths"][index], mark["bases"][index]
        across = mark["widths"][index]
        if mark["horizontal"]:
            return base, along - across / 2, length, across
        return along - across / 2, base, across, length

    def get_x(self):
        return self._box()[0]

    def get_y(self):
        return self._box()[1]

    def get_width(self):
        return self._box()[2]

    def get_height(self):
        return self._box()[3]

    def set_height(self, height):
        self.mark["lengths"][self.index] = float(height)

    def set_color(self, color):
        count = len(self.mark["at"])
        colors = self.mark["colors"] or [self.mark["color"]]
        self.mark["colors"] = colors = [colors[index % len(colors)] for index in range(count)]
        colors[self.index] = color_of(color)

    set_facecolor = set_color


class BarContainer(Artist):
    def __init__(self, axes, mark):
        super().__init__(axes, mark)
        self.patches = [Rectangle(self, index) for index in range(len(mark["at"]))]

    @property
    def datavalues(self):
        return _array(self.mark["lengths"])

    def __len__(self):
        return len(self.patches)

    def __iter__(self):
        return iter(self.patches)

    def __getitem__(self, index):
        return self.patches[index]

    def __repr__(self):
        return f"<BarContainer object of {len(self)} artists>"


class Text(Artist):
    def get_text(self):
        return self.mark["text"]

    def set_text(self, text):
        self.mark["text"] = str(text)

    def set_position(self, place):
        self.mark["x"], self.mark["y"] = float(place[0]), float(place[1])

    def set_fontsize(self, size):
        self.mark["size"] = font_size(size)

    def set_rotation(self, angle):
        self.mark["angle"] = rotation(angle)

    def __repr__(self):
        return f"Text({self.mark['x']:g}, {self.mark['y']:g}, {self.mark['text']!r})"


class Label:
    """A title or an axis label: a text whose place is given."""

    def __init__(self, x, y, text):
        self.x, self.y, self.text = x, y, text

    def get_text(self):
        return self.text

    def __repr__(self):
        return f"Text({self.x}, {self.y}, {self.text!r})"


_SIZES = {
    "xx-small": 5.79,
    "x-small": 6.94,
    "small": 8.33,
    "medium": 10.0,
    "large": 12.0,
    "x-large": 14.4,
    "xx-large": 17.28,
    "smaller": 8.33,
    "larger": 12.0,
}


def font_size(size):
    if size is None or isinstance(size, str):
        return _SIZES.get(size, 10.0)
    return float(size)


def rotation(angle):
    return {"vertical": 90.0, "horizontal": 0.0, None: 0.0}.get(angle, angle) * 1.0


def _array(values):
    import numpy as np

    return np.array(values)
