"""Points: scatter."""

from ._data import every_nth, floats, read
from .artists import PathCollection, Properties, alpha_of, color_of, label_of, marker_of
from .colors import get_cmap, is_color_like


class Points:
    """The method of an axes that draws points."""

    def scatter(self, x, y, s=None, c=None, *, marker=None, cmap=None, norm=None, vmin=None, vmax=None, **kwargs):
        x, y = read(x), read(y)
        xs = [value for column in self._units("x", x) for value in column]
        ys = [value for column in self._units("y", y) for value in column]
        if x.names is None and y.names is None:
            xs, ys = x.values, y.values
        if len(xs) != len(ys):
            raise ValueError("x and y must be the same size")
        given = Properties("PathCollection", kwargs)
        facecolor = given.color("color")
        facecolor = given.color("facecolor") if facecolor is None else facecolor
        label = given.take("label")
        colors, values = self._point_colors(c, len(xs), facecolor)
        wrong = f"s (size {_size(s)}) cannot be broadcast to match x and y (size {len(xs)})"
        sizes = floats(36.0 if s is None else s)
        if len(sizes) not in (1, len(xs)):
            raise ValueError(wrong)
        low, high = limits_of(norm, vmin, vmax)
        columns = [xs, ys] + [column for column in (values, colors, sizes) if len(column) > 1]
        columns = iter(every_nth(columns))
        mark = {
            "kind": "scatter",
            "x": next(columns),
            "y": next(columns),
            "values": next(columns) if len(values) > 1 else values,
            "colors": next(columns) if len(colors) > 1 else colors,
            "sizes": next(columns) if len(sizes) > 1 else sizes,
            "palette": palette(cmap or self._rc("image.cmap")) if values else [],
            "listed": bool(values) and get_cmap(cmap or self._rc("image.cmap")).listed,
            "low": low,
            "high": high,
            "color": (colors or [None])[0],
            "edge": given.color("edgecolor") if given.left.get("edgecolor") != "face" else None,
            "label": label_of(label),
            "alpha": alpha_of(given.take("alpha")),
            "marker": marker_of(marker) or "o",
            "width": floats(given.take("linewidth", 1.5))[0],
            "z": float(given.take("zorder", 1)),
        }
        given.left.pop("edgecolor", None)
        given.take("plotnonfinite")
        given.done()
        artist = self._add(PathCollection(self, mark))
        if values:
            self.mappable = self.figure.mappable = artist
        return artist

    def _point_colors(self, c, count, facecolor):
        """The colours of points, or the numbers that a colour map is to turn into colours."""
        if c is None:
            return [facecolor or self._next_fill()], []
        if isinstance(c, str) or (is_color_like(c) and count not in (3, 4)):
            return [color_of(c)], []
        data = None
        if not (isinstance(c, (list, tuple)) and c and is_color_like(c[0]) and not isinstance(c[0], (int, float))):
            data = read(c)
        if data is not None and data.names is None and len(data.shape) == 1:
            if len(data) != count:
                raise ValueError(
                    f"'c' argument has {len(data)} elements, which is inconsistent with 'x' and 'y' with size {count}."
                )
            return [], data.values
        colors = [color_of(color) for color in c]
        if len(colors) not in (1, count):
            raise ValueError(
                f"'c' argument has {len(colors)} elements, which is inconsistent with 'x' and 'y' with size {count}."
            )
        return colors, []


def _size(value):
    return 1 if value is None else len(floats(value))


def limits_of(norm, vmin, vmax):
    if norm is not None:
        if type(norm).__name__ != "Normalize":
            raise NotImplementedError(f"the norm {type(norm).__name__} is not supported")
        vmin, vmax = norm.vmin, norm.vmax
    return (None if vmin is None else floats(vmin)[0]), (None if vmax is None else floats(vmax)[0])


def palette(cmap):
    return [color_of(color) for color in get_cmap(cmap).colors]
