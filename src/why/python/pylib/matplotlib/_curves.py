"""Lines through data: plot and its kin, error bars and stems."""

from ._data import floats, read, spread
from .artists import MARKERS, Artist, Line2D, Properties, alpha_of, color_of, dash_of, label_of, marker_of
from .colors import is_color_like


def parse_format(text):
    """The line style, the marker and the colour that a short text such as 'ro--' asks for."""
    if is_color_like(text) and not text.isdigit():
        return None, None, text
    found = {"linestyle": None, "marker": None, "color": None}

    def put(kind, value):
        if found[kind] is not None:
            raise ValueError(f"{text!r} is not a valid format string (two {kind} symbols)")
        found[kind] = value

    place = 0
    while place < len(text):
        letter = text[place]
        if text[place : place + 2] in ("--", "-."):
            put("linestyle", text[place : place + 2])
            place += 1
        elif letter in "-: ":
            put("linestyle", letter)
        elif letter in MARKERS:
            put("marker", letter)
        elif letter in "bgrcmykw":
            put("color", letter)
        elif letter == "C" and text[place + 1 : place + 2].isdigit():
            end = place + 1
            while text[end : end + 1].isdigit():
                end += 1
            put("color", text[place:end])
            place = end - 1
        else:
            raise ValueError(f"{text!r} is not a valid format string (unrecognized character {letter!r})")
        place += 1
    if found["linestyle"] is None and found["marker"] is not None:
        found["linestyle"] = "None"
    return found["linestyle"], found["marker"], found["color"]


class Curves:
    """The methods of an axes that draw lines."""

    def plot(self, *args, scalex=True, scaley=True, data=None, **kwargs):
        if data is not None:
            raise NotImplementedError("plot(data=...) is not supported")
        lines = []
        args = list(args)
        while args:
            group, args = args[:2], args[2:]
            if args and isinstance(args[0], str):
                group.append(args.pop(0))
            lines += self._plot_group(group, dict(kwargs))
        return lines

    def _plot_group(self, group, kwargs):
        text = group.pop() if len(group) > 1 and isinstance(group[-1], str) else ""
        if len(group) == 3:
            raise ValueError("third arg must be a format string")
        style, marker, color = parse_format(text)
        for name, value in (("linestyle", style), ("marker", marker), ("color", color)):
            if value is not None:
                kwargs.setdefault(name, value)
        y = read(group[-1])
        if len(group) == 2:
            x = read(group[0])
            if len(x) != len(y):
                raise ValueError(
                    f"x and y must have same first dimension, but have shapes {x.shape or (1,)} and {y.shape or (1,)}"
                )
        else:
            x = read(list(range(len(y))))
        if len(x.shape) > 2 or len(y.shape) > 2:
            raise ValueError(f"x and y can be no greater than 2D, but have shapes {x.shape} and {y.shape}")
        xs, ys = self._units("x", x), self._units("y", y)
        if len(xs) != len(ys) and 1 not in (len(xs), len(ys)):
            raise ValueError(f"x has {len(xs)} columns but y has {len(ys)} columns")
        labels = kwargs.pop("label", None)
        count = max(len(xs), len(ys))
        if isinstance(labels, (list, tuple)) and count > 1:
            if len(labels) != count:
                raise ValueError(
                    f"label must be scalar or have the same length as the input data, but found {len(labels)} for "
                    f"{count} datasets."
                )
        else:
            labels = [labels] * count
        return [
            self._line(xs[index % len(xs)], ys[index % len(ys)], dict(kwargs, label=labels[index]))
            for index in range(count)
        ]

    def _units(self, axis, data):
        """The columns of some data, with categories as the numbers the axis has given them."""
        if data.names is not None:
            return [self._categories(axis, data.names)]
        return data.columns()

    def _line(self, x, y, kwargs, owner="Line2D"):
        given = Properties(owner, kwargs)
        drawstyle = given.take("drawstyle", "default")
        where = drawstyle[6:] or "pre" if drawstyle.startswith("steps") else None
        if where not in (None, "pre", "post", "mid"):
            raise ValueError(f"{drawstyle!r} is not a valid value for drawstyle")
        color = given.color()
        if color is None:
            color = self._next_color()
        marker = marker_of(given.take("marker", self._rc("lines.marker")))
        mark = {
            "kind": "line",
            "x": x,
            "y": y,
            "label": label_of(given.take("label")),
            "color": color,
            "alpha": alpha_of(given.take("alpha")),
            "dash": dash_of(given.take("linestyle", self._rc("lines.linestyle"))),
            "width": float(given.take("linewidth", self._rc("lines.linewidth"))),
            "marker": marker,
            "marker_size": float(given.take("markersize", self._rc("lines.markersize"))),
            "marker_face": given.color("markerfacecolor"),
            "marker_edge": given.color("markeredgecolor"),
            "z": float(given.take("zorder", 2)),
        }
        every = given.take("markevery")
        if every is not None:
            mark["marker_every"] = int(every)
        given.done()
        return self._add(Line2D(self, mark, where))

    def step(self, x, y, *args, where="pre", **kwargs):
        return self.plot(x, y, *args, drawstyle=f"steps-{where}", **kwargs)

    def loglog(self, *args, **kwargs):
        return self._on_scales("log", "log", args, kwargs)

    def semilogx(self, *args, **kwargs):
        return self._on_scales("log", None, args, kwargs)

    def semilogy(self, *args, **kwargs):
        return self._on_scales(None, "log", args, kwargs)

    def _on_scales(self, xscale, yscale, args, kwargs):
        for name in ("base", "basex", "basey", "subs", "nonpositive"):
            kwargs.pop(name, None)
        if xscale:
            self.set_xscale(xscale)
        if yscale:
            self.set_yscale(yscale)
        return self.plot(*args, **kwargs)

    def errorbar(self, x, y, yerr=None, xerr=None, fmt="", *, ecolor=None, elinewidth=None, capsize=None, **kwargs):
        line = self.plot(x, y, *([fmt] if fmt.lower() != "none" else ["None"][:0]), **kwargs)[0]
        if fmt.lower() == "none":
            line.mark["dash"] = "none"
        xs, ys = line.mark["x"], line.mark["y"]
        color = color_of(ecolor) or line.mark["color"]
        width = float(elinewidth or self._rc("lines.linewidth"))
        for error, vertical in ((yerr, True), (xerr, False)):
            if error is None:
                continue
            below, above = _both_ways(error, len(xs), "y" if vertical else "x")
            ends = ys if vertical else xs
            low = [value - less for value, less in zip(ends, below)]
            high = [value + more for value, more in zip(ends, above)]
            bars = (xs, low, xs, high) if vertical else (low, ys, high, ys)
            self._segments(*bars, color, width, "solid", 2.0, caps=float(capsize or 0), alpha=line.mark["alpha"])
        return line

    def stem(self, *args, linefmt=None, markerfmt=None, basefmt=None, bottom=0, label=None):
        if args and isinstance(args[-1], str):
            *args, linefmt = args
        y = floats(args[-1])
        x = floats(args[0]) if len(args) == 2 else [float(place) for place in range(len(y))]
        style, _, color = parse_format(linefmt or "C0-")
        color = color_of(color or "C0")
        base = [float(bottom)] * len(y)
        stems = self._segments(x, base, x, y, color, self._rc("lines.linewidth"), dash_of(style or "-"), 2.0)
        head_style, marker, head_color = parse_format(markerfmt or "o")
        heads = self._line(
            x, y, dict(marker=marker or "o", linestyle="None", color=head_color or color, label=label)
        )
        ends = [min(x), max(x)] if x else []
        _, _, base_color = parse_format(basefmt or "C3-")
        line = self._line(ends, [float(bottom)] * len(ends), dict(color=base_color or "C3"))
        return heads, stems, line

    def _segments(self, x0, y0, x1, y1, color, width, dash, z, caps=0.0, alpha=None, label=None):
        mark = dict(kind="segments", x0=x0, y0=y0, x1=x1, y1=y1, color=color, width=float(width), dash=dash)
        mark.update(caps=caps, alpha=alpha, label=label, z=z)
        return self._add(Artist(self, mark))


def _both_ways(error, count, axis):
    """How far error bars reach down and up: one number, one for each point, or a row for each way."""
    data = read(error)
    if len(data.shape) == 2 and data.shape[0] == 2:
        return data.values[: data.shape[1]], data.values[data.shape[1] :]
    values = spread(error, count, f"'{axis}err' (shape: {data.shape}) must be a scalar or a 1D or (2, n) array-like "
                    f"whose shape matches '{axis}' (shape: ({count},))")
    return values, values
