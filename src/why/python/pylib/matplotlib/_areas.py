"""Straight lines across an axes, and areas: spans, bands and polygons."""

import math

from ._data import every_nth, floats, read, spread, steps
from .artists import Line2D, PolyCollection, Properties, alpha_of, color_of, dash_of, label_of


class Areas:
    """The methods of an axes that draw straight lines and areas."""

    def hlines(self, y, xmin, xmax, colors=None, linestyles="solid", *, label="", **kwargs):
        return self._straight(y, xmin, xmax, colors, linestyles, label, kwargs, horizontal=True)

    def vlines(self, x, ymin, ymax, colors=None, linestyles="solid", *, label="", **kwargs):
        return self._straight(x, ymin, ymax, colors, linestyles, label, kwargs, horizontal=False)

    def _straight(self, at, low, high, colors, style, label, kwargs, horizontal):
        given = Properties("LineCollection", kwargs)
        at = floats(at)
        low = spread(low, len(at), "the ends and the places of lines must be of the same number")
        high = spread(high, len(at), "the ends and the places of lines must be of the same number")
        color = given.color(default=colors if colors is not None else "C0")
        width = float(given.take("linewidth", self._rc("lines.linewidth")))
        alpha, z = alpha_of(given.take("alpha")), float(given.take("zorder", 2))
        given.done()
        ends = (low, at, high, at) if horizontal else (at, low, at, high)
        return self._segments(*ends, color, width, dash_of(style), z, alpha=alpha, label=label_of(label))

    def axhline(self, y=0, xmin=0, xmax=1, **kwargs):
        return self._rule(y, xmin, xmax, False, kwargs)

    def axvline(self, x=0, ymin=0, ymax=1, **kwargs):
        return self._rule(x, ymin, ymax, True, kwargs)

    def _rule(self, at, start, end, vertical, kwargs):
        given = Properties("Line2D", kwargs)
        mark = {
            "kind": "rule",
            "at": floats(at)[0],
            "start": float(start),
            "end": float(end),
            "vertical": vertical,
            "label": label_of(given.take("label")),
            "color": given.color() or "C0",
            "alpha": alpha_of(given.take("alpha")),
            "dash": dash_of(given.take("linestyle", "-")),
            "width": float(given.take("linewidth", self._rc("lines.linewidth"))),
            "z": float(given.take("zorder", 2)),
        }
        given.done()
        return self._add(Line2D(self, mark))

    def axhspan(self, ymin, ymax, xmin=0, xmax=1, **kwargs):
        return self._span(ymin, ymax, False, kwargs)

    def axvspan(self, xmin, xmax, ymin=0, ymax=1, **kwargs):
        return self._span(xmin, xmax, True, kwargs)

    def _span(self, low, high, vertical, kwargs):
        given = Properties("Rectangle", kwargs)
        color = given.color() or given.color("facecolor") or self._next_fill()
        mark = dict(kind="span", low=floats(low)[0], high=floats(high)[0], vertical=vertical, color=color)
        mark.update(label=label_of(given.take("label")), alpha=alpha_of(given.take("alpha")))
        mark["z"] = float(given.take("zorder", 1))
        for name in ("linewidth", "edgecolor", "linestyle"):
            given.take(name)
        given.done()
        return self._add(PolyCollection(self, mark))

    def fill_between(self, x, y1, y2=0, where=None, interpolate=False, step=None, **kwargs):
        given = Properties("FillBetweenPolyCollection", kwargs)
        xs = self._units("x", read(x))[0]
        edges = []
        for name, value in (("y1", y1), ("y2", y2)):
            values = floats(value)
            if len(values) not in (1, len(xs)):
                raise ValueError(f"'x' has size {len(xs)}, but {name!r} has an unequal size of {len(values)}")
            edges.append(values * (len(xs) if len(values) == 1 and len(xs) != 1 else 1))
        low, high = edges
        if where is not None:
            shown = floats(where)
            low = [value if keep else math.nan for value, keep in zip(low, shown)]
            high = [value if keep else math.nan for value, keep in zip(high, shown)]
        if step is not None:
            (corners, low), (_, high) = steps(list(xs), low, step), steps(list(xs), high, step)
            xs = corners
        color = given.color() or given.color("facecolor") or self._next_fill()
        xs, low, high = every_nth([xs, low, high])
        mark = dict(kind="band", x=xs, low=low, high=high, color=color, label=label_of(given.take("label")))
        mark.update(alpha=alpha_of(given.take("alpha")), z=float(given.take("zorder", 1)))
        for name in ("linewidth", "edgecolor", "linestyle", "hatch"):
            given.take(name)
        given.done()
        return self._add(PolyCollection(self, mark))

    def fill(self, *args, **kwargs):
        given = Properties("Polygon", kwargs)
        if len(args) not in (2, 3):
            raise NotImplementedError("fill with other arguments than x, y and a colour is not supported")
        color = given.color() or given.color("facecolor") or color_of(args[2] if len(args) == 3 else None)
        mark = dict(kind="polygon", x=floats(args[0]), y=floats(args[1]), color=color or self._next_fill())
        mark.update(label=label_of(given.take("label")), alpha=alpha_of(given.take("alpha")))
        mark["z"] = float(given.take("zorder", 1))
        for name in ("linewidth", "edgecolor", "linestyle"):
            given.take(name)
        given.done()
        return [self._add(PolyCollection(self, mark))]
