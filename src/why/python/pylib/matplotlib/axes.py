"""One pair of axes: what is drawn in it, and its title, labels, limits, scales, ticks and legend."""

import math
import warnings

from . import rcParams
from ._areas import Areas
from ._bars import Bars
from ._curves import Curves
from ._data import floats, read
from ._fields import Fields
from ._names import refuse
from ._points import Points
from ._spines import Spines
from .artists import Label, Properties, Text, color_of, font_size, rotation

_LEGEND_PLACES = (
    "best,upper right,upper left,lower left,lower right,right,center left,center right,lower center,upper center,center"
).split(",")


class Axes(Curves, Points, Bars, Areas, Fields):
    # What `ax.text(..., transform=ax.transAxes)` refers to: fractions of the axes instead of its numbers.
    transAxes = "axes"
    transData = "data"

    def __init__(self, figure, place):
        self.figure = figure
        self.place = place
        self.clear()

    def clear(self):
        self.artists = []
        self.mappable = None
        self._next = {"line": 0, "fill": 0}
        self._labels = {}
        self._settings = {}
        self._limits = {"x": None, "y": None}
        self._scales = {"x": "linear", "y": "linear"}
        self._ticks = {"x": None, "y": None}
        self._names = {"x": {}, "y": {}}
        self._grid = bool(rcParams["axes.grid"])
        self._axis_on = True
        self.spines = Spines(self._settings)

    cla = clear

    def __getattr__(self, name):
        refuse("Axes", name)
        raise AttributeError(f"'Axes' object has no attribute '{name}'")

    def __repr__(self):
        title = self._labels.get("title")
        words = [f"title={{'center': {title!r}}}"] if title else []
        words += [f"{axis}label={self._labels[axis]!r}" for axis in "xy" if self._labels.get(axis)]
        return f"<Axes: {', '.join(words)}>"

    def _rc(self, name):
        return rcParams[name]

    def _next_color(self):
        self._next["line"] += 1
        return f"C{(self._next['line'] - 1) % 10}"

    def _next_fill(self):
        self._next["fill"] += 1
        return f"C{(self._next['fill'] - 1) % 10}"

    def _add(self, artist):
        self.artists.append(artist)
        return artist

    def _categories(self, axis, names):
        """Numbers for the names of categories, counted as they come up; they become the axis's tick labels."""
        known = self._names[axis]
        numbers = [float(known.setdefault(name, len(known))) for name in names]
        self._set_ticks(axis, list(known.values()), list(known))
        return numbers

    @property
    def lines(self):
        return [artist for artist in self.artists if artist.mark["kind"] == "line"]

    def get_lines(self):
        return self.lines

    def get_figure(self, root=False):
        return self.figure

    # Words.

    def set_title(self, label, fontdict=None, loc=None, pad=None, *, y=None, **kwargs):
        self._labels["title"] = str(label)
        self._style("title", fontdict, kwargs)
        if loc is not None:
            self._settings["title_at"] = loc
        return Label(0.5, 1.0, str(label))

    def set_xlabel(self, xlabel, fontdict=None, labelpad=None, *, loc=None, **kwargs):
        self._labels["x"] = str(xlabel)
        self._style("x", fontdict, kwargs)
        return Label(0.5, 0, str(xlabel))

    def set_ylabel(self, ylabel, fontdict=None, labelpad=None, *, loc=None, **kwargs):
        self._labels["y"] = str(ylabel)
        self._style("y", fontdict, kwargs)
        return Label(0, 0.5, str(ylabel))

    def _style(self, which, fontdict, kwargs):
        given = Properties("Text", {**(fontdict or {}), **kwargs})
        for name in ("fontweight", "horizontalalignment", "verticalalignment", "rotation"):
            given.take(name)
        size, color = given.take("fontsize"), given.color()
        given.done()
        if size is not None:
            self._settings[f"{which}_size"] = font_size(size)
        if color is not None:
            self._settings[f"{which}_color"] = color

    def get_title(self, loc="center"):
        return self._labels.get("title", "")

    def get_xlabel(self):
        return self._labels.get("x", "")

    def get_ylabel(self):
        return self._labels.get("y", "")

    def text(self, x, y, s, fontdict=None, **kwargs):
        return self._text(x, y, s, {**(fontdict or {}), **kwargs})

    def annotate(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, **kwargs):
        if xycoords != "data" or textcoords not in (None, "data", "offset points"):
            raise NotImplementedError("annotate in other coordinates than the data's is not supported")
        place = xy if xytext is None or textcoords == "offset points" else xytext
        note = self._text(*place, text, kwargs)
        if textcoords == "offset points":
            note.mark["offset"] = floats(xytext)
        if arrowprops is not None:
            note.mark["arrow"] = self._place(*xy)
            note.mark["arrow_color"] = color_of(arrowprops.get("color") or arrowprops.get("facecolor"))
        return note

    def _place(self, x, y):
        return [self._units(axis, read(value))[0][0] for axis, value in (("x", x), ("y", y))]

    def _text(self, x, y, text, kwargs):
        transform = kwargs.pop("transform", "data")
        if transform not in ("axes", "data"):
            raise NotImplementedError("text with this `transform` is not supported")
        given = Properties("Text", kwargs)
        x, y = self._place(x, y)
        mark = {
            "kind": "text",
            "x": x,
            "y": y,
            "text": str(text),
            "color": given.color(),
            "size": font_size(given.take("fontsize")),
            "horizontal": given.take("horizontalalignment", "left"),
            "vertical": given.take("verticalalignment", "baseline"),
            "angle": rotation(given.take("rotation")),
            "bold": given.take("fontweight") in ("bold", "heavy", 700),
            "boxed": given.take("bbox") is not None,
            "fraction": transform == "axes",
            "z": float(given.take("zorder", 3)),
        }
        for name in ("alpha", "backgroundcolor", "annotation_clip"):
            given.take(name)
        given.done()
        return self._add(Text(self, mark))

    # Limits, scales and ticks.

    def set_xlim(self, left=None, right=None, *, emit=True, auto=False, xmin=None, xmax=None):
        return self._set_limits("x", left if xmin is None else xmin, right if xmax is None else xmax)

    def set_ylim(self, bottom=None, top=None, *, emit=True, auto=False, ymin=None, ymax=None):
        return self._set_limits("y", bottom if ymin is None else ymin, top if ymax is None else ymax)

    def _set_limits(self, axis, low, high):
        if high is None and isinstance(low, (list, tuple)):
            low, high = low
        old = self._get_limits(axis) if low is None or high is None else (None, None)
        low = old[0] if low is None else floats(low)[0]
        high = old[1] if high is None else floats(high)[0]
        if not (math.isfinite(low) and math.isfinite(high)):
            raise ValueError("Axis limits cannot be NaN or Inf")
        for axes in self.figure.sharing(self, axis):
            axes._limits[axis] = (low, high)
        return low, high

    def get_xlim(self):
        return self._get_limits("x")

    def get_ylim(self):
        return self._get_limits("y")

    def get_xbound(self):
        return tuple(sorted(self._get_limits("x")))

    def get_ybound(self):
        return tuple(sorted(self._get_limits("y")))

    def _get_limits(self, axis):
        from ._limits import limits

        if self._limits[axis] is not None:
            return self._limits[axis]
        return limits(self.figure.sharing(self, axis), axis, self._scales[axis], self._settings.get(f"{axis}_margin"))

    def invert_xaxis(self):
        self._set_limits("x", *self._get_limits("x")[::-1])

    def invert_yaxis(self):
        self._set_limits("y", *self._get_limits("y")[::-1])

    def margins(self, *margins, x=None, y=None, tight=True):
        if margins:
            x, y = margins if len(margins) == 2 else margins * 2
        for axis, margin in (("x", x), ("y", y)):
            if margin is not None:
                self._settings[f"{axis}_margin"] = float(margin)

    def set_xscale(self, value, **kwargs):
        self._set_scale("x", value)

    def set_yscale(self, value, **kwargs):
        self._set_scale("y", value)

    def _set_scale(self, axis, name):
        if name in ("symlog", "logit", "asinh", "function", "functionlog"):
            raise NotImplementedError(f"the {name!r} scale is not supported")
        if name not in ("linear", "log"):
            raise ValueError(f"{name!r} is not a valid value for scale.")
        for axes in self.figure.sharing(self, axis):
            axes._scales[axis] = name

    def get_xscale(self):
        return self._scales["x"]

    def get_yscale(self):
        return self._scales["y"]

    def set_xticks(self, ticks, labels=None, *, minor=False, **kwargs):
        if not minor:
            self._set_ticks("x", floats(ticks), None if labels is None else list(labels), kwargs)

    def set_yticks(self, ticks, labels=None, *, minor=False, **kwargs):
        if not minor:
            self._set_ticks("y", floats(ticks), None if labels is None else list(labels), kwargs)

    def set_xticklabels(self, labels, **kwargs):
        self._set_ticks("x", None, list(labels), kwargs)

    def set_yticklabels(self, labels, **kwargs):
        self._set_ticks("y", None, list(labels), kwargs)

    def _set_ticks(self, axis, places, labels=None, style=None):
        if places is None and labels:
            if self._ticks[axis] is None:
                raise NotImplementedError(f"set_{axis}ticklabels without set_{axis}ticks is not supported")
            places = [tick["at"] for tick in self._ticks[axis]]
        if labels and len(labels) != len(places):
            raise ValueError(
                f"The number of FixedLocator locations ({len(places)}), usually from a call to set_ticks, does not "
                f"match the number of labels ({len(labels)})."
            )
        if labels is not None and not labels:
            labels = [""] * len(places or self._ticks[axis] or ())
            places = places or [tick["at"] for tick in self._ticks[axis] or ()]
        names = [None] * len(places) if labels is None else [label_text(label) for label in labels]
        self._ticks[axis] = [dict(at=float(place), label=name) for place, name in zip(places, names)]
        self.tick_params(axis=axis, **(style or {}))

    def tick_params(self, axis="both", **kwargs):
        kwargs.pop("which", None)
        for name, value in kwargs.items():
            if name in ("rotation", "labelrotation"):
                for which in "xy" if axis == "both" else axis:
                    self._settings[f"{which}_angle"] = rotation(value)
            elif name in ("labelbottom", "labelleft", "bottom", "left") and not value:
                self._settings["x_labels" if name.endswith("bottom") else "y_labels"] = False

    def axis(self, arg=None, /, **limits):
        if isinstance(arg, (bool, str)):
            if arg in (False, "off"):
                self._axis_on = False
            elif arg in (True, "on"):
                self._axis_on = True
            elif arg in ("equal", "scaled", "image", "square"):
                self.set_aspect("equal")
            elif arg in ("tight", "auto"):
                self._settings.update({} if arg == "auto" else dict(x_margin=0.0, y_margin=0.0))
            else:
                raise ValueError(f"Unrecognized string {arg!r} to axis; try 'on' or 'off'")
        elif arg is not None:
            left, right, bottom, top = floats(arg)
            self.set_xlim(left, right)
            self.set_ylim(bottom, top)
        else:
            self.set_xlim(limits.get("xmin"), limits.get("xmax")) if "xmin" in limits or "xmax" in limits else None
            self.set_ylim(limits.get("ymin"), limits.get("ymax")) if "ymin" in limits or "ymax" in limits else None
        return (*self.get_xlim(), *self.get_ylim())

    def set_axis_off(self):
        self._axis_on = False

    def set_axis_on(self):
        self._axis_on = True

    def set_aspect(self, aspect, adjustable=None, anchor=None, share=False):
        self._settings["equal"] = aspect in ("equal", 1)

    def grid(self, visible=None, which="major", axis="both", **kwargs):
        self._grid = bool(visible) if visible is not None else True if kwargs else not self._grid
        self._settings["grid_axis"] = axis

    def set(self, **kwargs):
        for name, value in kwargs.items():
            setter = getattr(type(self), f"set_{name}", None)
            if setter is None:
                refuse("Axes", f"set_{name}")
                raise AttributeError(f"Axes.set() got an unexpected keyword argument {name!r}")
            setter(self, value)

    # The legend.

    def legend(self, *args, **kwargs):
        handles, labels = kwargs.pop("handles", None), kwargs.pop("labels", None)
        if len(args) == 2:
            handles, labels = args
        elif len(args) == 1:
            labels = args[0]
        place = kwargs.pop("loc", "best")
        if isinstance(place, int) and 0 <= place < len(_LEGEND_PLACES):
            place = _LEGEND_PLACES[place]
        elif isinstance(place, (tuple, list)):
            place = "best"
        if place not in _LEGEND_PLACES:
            raise ValueError(f"{place!r} is not a valid value for loc.")
        if labels is not None:
            artists = [artist for artist in self.artists if artist.mark["kind"] != "text"] if handles is None else handles
            for artist, label in zip(artists, labels):
                (artist[0] if isinstance(artist, list) else artist).mark["label"] = str(label)
        if handles is None and not any(artist.mark.get("label") for artist in self.artists):
            warnings.warn(
                "No artists with labels found to put in legend.  Note that artists whose label start with an "
                "underscore are ignored when legend() is called with no argument.",
                stacklevel=2,
            )
        self._settings["legend"] = place
        self._settings["legend_title"] = kwargs.get("title")
        self._settings["legend_columns"] = int(kwargs.get("ncol") or kwargs.get("ncols") or 1)

    def get_legend_handles_labels(self):
        labelled = [artist for artist in self.artists if artist.mark.get("label")]
        return labelled, [artist.mark["label"] for artist in labelled]

    def twinx(self):
        """Axes over these with a scale of their own at the right."""
        return self.figure.add_twin(self, "y")

    def twiny(self):
        return self.figure.add_twin(self, "x")

    def remove(self):
        self.figure.delaxes(self)

    def plain(self):
        """Everything that is needed to draw it, as plain data."""
        described = {
            "place": self.place,
            "title": self._labels.get("title"),
            "xlabel": self._labels.get("x"),
            "ylabel": self._labels.get("y"),
            "xlog": self._scales["x"] == "log",
            "ylog": self._scales["y"] == "log",
            "xlim": self._limits["x"],
            "ylim": self._limits["y"],
            "xticks": self._ticks["x"],
            "yticks": self._ticks["y"],
            "gridlines": self._grid,
            "frame": self._axis_on,
            "marks": [artist.plain() for artist in self.artists],
        }
        return {**described, **self._settings}


def label_text(label):
    return label.get_text() if hasattr(label, "get_text") else str(label)
