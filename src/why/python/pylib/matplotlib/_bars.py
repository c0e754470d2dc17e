"""Bars: bar charts, histograms and box plots."""

import math
from itertools import accumulate

from ._data import floats, read, spread
from .artists import Artist, BarContainer, Properties, alpha_of, color_of, label_of


class Bars:
    """The methods of an axes that draw bars."""

    def bar(self, x, height, width=0.8, bottom=None, *, align="center", **kwargs):
        return self._bars(("x", x), ("height", height), ("width", width), bottom, align, kwargs, horizontal=False)

    def barh(self, y, width, height=0.8, left=None, *, align="center", **kwargs):
        return self._bars(("y", y), ("width", width), ("height", height), left, align, kwargs, horizontal=True)

    def _bars(self, places, lengths, widths, base, align, kwargs, horizontal):
        if align not in ("center", "edge"):
            raise ValueError(f"{align!r} is not a valid value for align; supported values are 'center', 'edge'")
        place_name, at = places
        at = self._units(place_name, read(at))[0]
        sizes = {name: floats(value) for name, value in (lengths, widths)}
        count = max(len(at), *(len(values) for values in sizes.values()))
        self._check_shapes({place_name: len(at), **{name: len(values) for name, values in sizes.items()}})
        at = at * (count if len(at) == 1 else 1)
        lengths = spread(sizes[lengths[0]], count, "")
        widths = spread(sizes[widths[0]], count, "")
        if align == "edge":
            at = [place + width / 2 for place, width in zip(at, widths)]
        given = Properties("Rectangle", kwargs)
        colors = self._bar_colors(given)
        ticks = given.take("tick_label")
        if ticks is not None:
            names = [ticks] * count if isinstance(ticks, str) else list(ticks)
            self._set_ticks("y" if horizontal else "x", at, names)
        color = (colors or [None])[0] or self._next_fill()
        mark = {
            "kind": "bars",
            "at": at,
            "lengths": lengths,
            "widths": widths,
            "bases": spread(0.0 if base is None else base, count, "bottom must have one value for each bar"),
            "color": color,
            "colors": colors if len(colors) > 1 else [],
            "edge": given.color("edgecolor"),
            "edge_width": floats(given.take("linewidth", 1.0))[0],
            "filled": bool(given.left.pop("fill", True)),
            "horizontal": horizontal,
            "label": label_of(given.take("label")),
            "alpha": alpha_of(given.take("alpha")),
            "z": float(given.take("zorder", 1)),
        }
        for name in ("log", "hatch", "linestyle", "ecolor", "error_kw"):
            value = given.take(name)
            if name == "log" and value:
                (self.set_xscale if horizontal else self.set_yscale)("log")
        errors = [given.take(name) for name in ("yerr", "xerr")]
        capsize = given.take("capsize", 0)
        given.done()
        container = self._add(BarContainer(self, mark))
        for error, vertical in zip(errors, (True, False)):
            if error is not None and vertical != horizontal:
                self._bar_errors(mark, spread(error, count, "error bars need one value for each bar"), float(capsize))
        return container

    @staticmethod
    def _check_shapes(counts):
        several = [(name, count) for name, count in counts.items() if count != 1]
        for name, count in several[1:]:
            if count != several[0][1]:
                raise ValueError(
                    "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between "
                    f"'{several[0][0]}' with shape ({several[0][1]},) and '{name}' with shape ({count},)."
                )

    def _bar_colors(self, given):
        colors = given.take("color")
        if colors is None:
            colors = given.take("facecolor")
        else:
            given.take("facecolor")
        if colors is None:
            return []
        if isinstance(colors, (list,)) or hasattr(colors, "shape"):
            return [color_of(color) for color in colors]
        return [color_of(colors)]

    def _bar_errors(self, mark, errors, caps):
        at, ends = mark["at"], [base + length for base, length in zip(mark["bases"], mark["lengths"])]
        low = [end - error for end, error in zip(ends, errors)]
        high = [end + error for end, error in zip(ends, errors)]
        lines = (low, at, high, at) if mark["horizontal"] else (at, low, at, high)
        self._segments(*lines, "#000000", self._rc("lines.linewidth"), "solid", 2.0, caps=caps)

    def bar_label(self, container, labels=None, *, fmt="%g", label_type="edge", padding=0, **kwargs):
        """Writes each bar's length at its end, or in its middle."""
        mark = container.mark
        texts = []
        for index, length in enumerate(mark["lengths"]):
            if labels is not None:
                text = str(labels[index])
            elif callable(fmt):
                text = fmt(length)
            else:
                text = fmt.format(length) if "{" in fmt else fmt % length
            along = mark["bases"][index] + (length if label_type == "edge" else length / 2)
            place = (along, mark["at"][index]) if mark["horizontal"] else (mark["at"][index], along)
            align = ("left", "center") if mark["horizontal"] else ("center", "bottom")
            if label_type != "edge":
                align = ("center", "center")
            texts.append(self.text(*place, text, ha=align[0], va=align[1], **kwargs))
            texts[-1].mark["padding"] = float(padding) + 2.0 if label_type == "edge" else 0.0
        return texts

    def hist(
        self,
        x,
        bins=None,
        *,
        range=None,
        density=False,
        weights=None,
        cumulative=False,
        bottom=None,
        histtype="bar",
        align="mid",
        orientation="vertical",
        rwidth=None,
        log=False,
        color=None,
        label=None,
        stacked=False,
        **kwargs,
    ):
        import numpy as np

        if histtype not in ("bar", "barstacked", "step", "stepfilled"):
            raise ValueError(
                f"{histtype!r} is not a valid value for histtype. Supported values are 'bar', 'barstacked', 'step', "
                "'stepfilled'"
            )
        if align != "mid" or bottom is not None:
            raise NotImplementedError("hist with `align` or `bottom` is not supported")
        groups = _groups(x, np)
        weights = [None] * len(groups) if weights is None else _groups(weights, np)
        if bins is None:
            bins = self._rc("hist.bins")
        edges = _edges(groups, bins, range, weights, np)
        # As in NumPy, one group of floats is counted between edges of its own type.
        counts = [
            np.histogram(group, bins if len(groups) == 1 and edges is None else edges, range, weights=weight)
            for group, weight in zip(groups, weights)
        ]
        edges = np.array(counts[-1][1] if edges is None else edges, dtype=np.float64)
        counts = [np.array(count, dtype=np.float64) for count, _ in counts]
        stacked = stacked or histtype == "barstacked"
        if stacked:
            counts = list(accumulate(counts))
        if density:
            total = counts[-1].sum() if stacked else None
            counts = [count / (edges[1:] - edges[:-1]) / (count.sum() if total is None else total) for count in counts]
        if cumulative:
            widths = edges[1:] - edges[:-1]
            counts = [_accumulated(count * widths if density else count, cumulative, np) for count in counts]
        options = dict(histtype=histtype, stacked=stacked, rwidth=rwidth, horizontal=orientation == "horizontal")
        heights = [count.tolist() for count in counts]
        drawn = self._draw_histogram(heights, [float(edge) for edge in edges.tolist()], options, color, label, kwargs)
        if log:
            (self.set_xscale if orientation == "horizontal" else self.set_yscale)("log")
        if len(groups) == 1:
            return counts[0], edges, drawn[0]
        return np.array(counts), edges, drawn

    def _draw_histogram(self, counts, edges, options, color, label, kwargs):
        several = len(counts)
        colors = color if isinstance(color, (list, tuple)) and several > 1 else [color] * several
        labels = label if isinstance(label, (list, tuple)) else [label] + [None] * (several - 1)
        starts, widths = edges[:-1], [high - low for low, high in zip(edges, edges[1:])]
        share = options["rwidth"] or (0.8 if several > 1 and not options["stacked"] else 1.0)
        drawn = []
        below = [0.0] * len(widths)
        for index, heights in enumerate(counts):
            style = dict(kwargs, label=labels[index])
            if colors[index] is not None:
                style["color"] = colors[index]
            bases = list(below) if options["stacked"] else [0.0] * len(heights)
            if options["histtype"].startswith("step"):
                drawn.append(self._outline(edges, heights, options, style))
                continue
            parts = 1 if options["stacked"] else several
            wide = [width * share / parts for width in widths]
            at = [
                start + width * (1 - share) / 2 + part * (index if parts > 1 else 0) + part / 2
                for start, width, part in zip(starts, widths, wide)
            ]
            lengths = [height - base for height, base in zip(heights, bases)]
            bars = self.barh if options["horizontal"] else self.bar
            drawn.append(bars(at, lengths, wide, bases, **style))
            if options["stacked"]:
                below = heights
        return drawn

    def _outline(self, edges, heights, options, style):
        """The contour of a histogram, from the ground and back to it."""
        across = [edge for edge in edges for _ in (0, 1)]
        up = [0.0] + [height for height in heights for _ in (0, 1)] + [0.0]
        if options["horizontal"]:
            across, up = up, across
        if options["histtype"] == "stepfilled":
            return self.fill(across, up, **style)
        color = style.pop("color", None) or self._next_fill()
        for name in ("edgecolor", "ec"):
            color = style.pop(name, None) or color
        return [self._line(across, up, dict(style, color=color))]

    def boxplot(
        self,
        x,
        *,
        vert=True,
        widths=None,
        positions=None,
        labels=None,
        tick_labels=None,
        showfliers=True,
        showmeans=False,
        **kwargs,
    ):
        """Boxes from the first to the third quartile, whiskers to the last value within 1.5 times that height."""
        if kwargs or not vert:
            name = next(iter(kwargs), "vert")
            raise NotImplementedError(f"boxplot({name}=...) is not supported")
        import numpy as np

        groups = [sorted(group.tolist()) for group in _groups(x, np)]
        places = floats(positions) if positions is not None else [float(place + 1) for place in range(len(groups))]
        if widths is None:
            widths = min(max(0.15 * (max(places, default=0) - min(places, default=0)), 0.15), 0.5)
        parts = {"boxes": [], "medians": [], "whiskers": [], "caps": [], "fliers": [], "means": []}
        for place, values, width in zip(places, groups, spread(widths, len(groups), "one width a box")):
            low, middle, high = (_quantile(values, share) for share in (0.25, 0.5, 0.75))
            reach = 1.5 * (high - low)
            inside = [value for value in values if low - reach <= value <= high + reach]
            bottom, top = min(inside[0], low), max(inside[-1], high)
            left, right = place - width / 2, place + width / 2
            black = dict(color="black", linewidth=1.0)
            box = self._line([left, right, right, left, left], [low, low, high, high, low], dict(black))
            parts["boxes"].append(box)
            for start, end in ((low, bottom), (high, top)):
                parts["whiskers"].append(self._line([place, place], [start, end], dict(black)))
                cap = [place - width / 4, place + width / 4]
                parts["caps"].append(self._line(cap, [end, end], dict(black)))
            parts["medians"].append(self._line([left, right], [middle, middle], dict(color="C1", linewidth=1.0)))
            beyond = [value for value in values if value < bottom or value > top]
            if showfliers and beyond:
                style = dict(color="black", marker="o", linestyle="none", markerfacecolor="none")
                parts["fliers"].append(self._line([place] * len(beyond), beyond, style))
            if showmeans:
                style = dict(color="C2", marker="^", linestyle="none")
                parts["means"].append(self._line([place], [sum(values) / len(values)], style))
        if places:
            self._add(Artist(self, dict(kind="room", axis="x", low=min(places) - 0.5, high=max(places) + 0.5, z=0.0)))
        names = tick_labels if tick_labels is not None else labels
        self._set_ticks("x", places, [f"{place:g}" for place in places] if names is None else list(names))
        return parts


def _groups(x, np):
    """The groups of values a histogram counts: one, or the items of a list of lists, or the columns of a table."""
    if isinstance(x, (list, tuple)) and x and (hasattr(x[0], "__len__") or getattr(x[0], "shape", ()) != ()):
        for item in x:
            read(item)
        return [np.asarray(item) for item in x]
    data = read(x)
    array = np.asarray(x)
    if len(data.shape) < 2:
        return [array.reshape(-1)]
    return [array[:, column] for column in range(array.shape[1])]


def _edges(groups, bins, range, weights, np):
    """Edges that several groups share, or None where a single group finds its own."""
    if isinstance(bins, str):
        raise NotImplementedError(f"hist(bins={bins!r}) is not supported")
    finite = [group[~np.isnan(group)] for group in groups]
    if len(groups) == 1 and len(finite[0]) == len(groups[0]):
        return None
    if range is None and not hasattr(bins, "__len__"):
        every = [value for group in finite for value in group.tolist()]
        range = (min(every), max(every)) if every else None
    return np.histogram_bin_edges(np.concatenate(finite), bins, range)


def _accumulated(counts, cumulative, np):
    backwards = cumulative is not True and cumulative < 0
    return np.cumsum(counts[::-1])[::-1] if backwards else np.cumsum(counts)


def _quantile(values, share):
    place = share * (len(values) - 1)
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
