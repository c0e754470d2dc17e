"""One picture: axes in a grid, and what they have in common."""

from . import rcParams
from ._data import floats, json
from ._names import refuse
from .artists import Label, font_size
from .axes import Axes
from .gridspec import AxesGrid, GridSpec, place_of


class Figure:
    def __init__(self, figsize=None, dpi=None, **kwargs):
        self.size = tuple(floats(rcParams["figure.figsize"] if figsize is None else _pair(figsize)))
        self.number = None
        self.clear()

    def clear(self, keep_observers=False):
        self.axes = []
        self.current = None
        self.mappable = None
        self.title = None
        self.title_size = None
        self.shared = {"x": [], "y": []}
        self.twins = {}
        # What was last shown of it: it isn't shown again unless something changes.
        self.shown = None

    clf = clear

    def __getattr__(self, name):
        refuse("Figure", name)
        raise AttributeError(f"'Figure' object has no attribute '{name}'")

    def __repr__(self):
        width, height = self.size
        return f"<Figure size {width * 100:g}x{height * 100:g} with {len(self.axes)} Axes>"

    def gca(self):
        return self.add_subplot() if self.current is None else self.current

    def sca(self, axes):
        self.current = axes
        return axes

    def get_axes(self):
        return list(self.axes)

    def delaxes(self, axes):
        self.axes.remove(axes)
        if self.current is axes:
            self.current = self.axes[-1] if self.axes else None

    def add_subplot(self, *args, sharex=None, sharey=None, projection=None, polar=False, **kwargs):
        """Axes in a cell of a grid: `(rows, columns, number)`, the same as three digits, or a part of a GridSpec."""
        if projection not in (None, "rectilinear") or polar:
            raise NotImplementedError(f"the projection {projection or 'polar'!r} is not supported")
        axes = self._add(place_of(args))
        for axis, other in (("x", sharex), ("y", sharey)):
            if isinstance(other, Axes):
                self.share(axis, [other, axes])
        axes.set(**kwargs)
        return axes

    def add_axes(self, rect, **kwargs):
        """Axes whose lines stand at `[left, bottom, width, height]`, as fractions of the figure."""
        left, bottom, width, height = floats(rect)
        axes = self._add([left, 1 - bottom - height, width, height])
        axes._settings["exact"] = True
        axes.set(**kwargs)
        return axes

    def _add(self, place):
        axes = Axes(self, place)
        self.axes.append(axes)
        self.current = axes
        return axes

    def add_gridspec(self, nrows=1, ncols=1, **kwargs):
        return GridSpec(nrows, ncols, figure=self, **kwargs)

    def subplots(
        self,
        nrows=1,
        ncols=1,
        *,
        sharex=False,
        sharey=False,
        squeeze=True,
        width_ratios=None,
        height_ratios=None,
        subplot_kw=None,
        gridspec_kw=None,
    ):
        for axis, sharing in (("x", sharex), ("y", sharey)):
            if sharing not in (True, False, "all", "none", "row", "col"):
                raise ValueError(
                    f"{sharing!r} is not a valid value for share{axis}. Supported values are 'all', 'row', 'col', "
                    "'none', False, True"
                )
        ratios = {name: value for name, value in (gridspec_kw or {}).items() if name.endswith("_ratios")}
        grid = GridSpec(nrows, ncols, **{"width_ratios": width_ratios, "height_ratios": height_ratios, **ratios})
        rows = [[self.add_subplot(grid[row, column]) for column in range(ncols)] for row in range(nrows)]
        every = [axes for row in rows for axes in row]
        for axis, sharing in (("x", sharex), ("y", sharey)):
            groups = {"row": rows, "col": [list(column) for column in zip(*rows)]}.get(sharing, [every])
            if sharing not in (False, "none"):
                for group in groups:
                    self.share(axis, group)
                for row_index, row in enumerate(rows):
                    for column_index, axes in enumerate(row):
                        outer = row_index == nrows - 1 if axis == "x" else column_index == 0
                        if not outer and sharing != ("row" if axis == "x" else "col"):
                            axes._settings[f"{axis}_labels"] = False
        for axes in every:
            axes.set(**(subplot_kw or {}))
        self.current = every[0]
        if not squeeze:
            return AxesGrid(rows)
        return every[0] if len(every) == 1 else AxesGrid(every if 1 in (nrows, ncols) else rows)

    def share(self, axis, axes):
        self.shared[axis].append(axes)

    def sharing(self, axes, axis):
        """The axes that have an axis in common with some axes, themselves included."""
        group = [axes]
        for members in self.shared[axis]:
            if axes in members:
                group += [member for member in members if member not in group]
        return group

    def add_twin(self, axes, axis):
        twin = self._add(axes.place)
        self.twins[twin] = (axes, axis)
        self.share("x" if axis == "y" else "y", [axes, twin])
        return twin

    def suptitle(self, t, **kwargs):
        self.title = str(t)
        size = kwargs.get("fontsize", kwargs.get("size"))
        self.title_size = None if size is None else font_size(size)
        return Label(0.5, 0.98, str(t))

    def colorbar(self, mappable, cax=None, ax=None, *, label="", **kwargs):
        axes = ax
        while axes is not None and not isinstance(axes, Axes):
            axes = list(axes)[-1]
        axes = mappable.axes if axes is None else axes
        described = {name: mappable.mark.get(name) for name in ("palette", "listed", "low", "high", "levels", "values")}
        axes._settings["colorbar"] = {**described, "label": str(label)}
        return Colorbar(axes)

    def set_size_inches(self, w, h=None, forward=True):
        self.size = tuple(floats(w if h is None else (w, h)))

    def get_size_inches(self):
        import numpy as np

        return np.array(self.size)

    def set_figwidth(self, value):
        self.size = (float(value), self.size[1])

    def set_figheight(self, value):
        self.size = (self.size[0], float(value))

    # Places are found when the picture is drawn: there is nothing to arrange before.
    def tight_layout(self, **kwargs):
        pass

    def subplots_adjust(self, **kwargs):
        pass

    def autofmt_xdate(self, *args, rotation=30, **kwargs):
        for axes in self.axes:
            axes._settings["x_angle"] = float(rotation)

    def savefig(self, fname=None, **kwargs):
        """Shows the figure: there is no file to write it to."""
        self.show()

    def show(self, warn=True):
        text = json(self.plain())
        if text != self.shown:
            import _ansatz

            self.shown = text
            _ansatz.figure(text)

    def plain(self):
        """Everything that is needed to draw it, as plain data."""
        described = []
        for axes in self.axes:
            plain = axes.plain()
            for axis in "xy":
                for number, members in enumerate(self.shared[axis]):
                    if axes in members:
                        plain[f"{axis}_shared"] = number
            if axes in self.twins:
                base, axis = self.twins[axes]
                plain.update(twin_of=self.axes.index(base), twin_axis=axis)
            described.append(plain)
        return {"size": list(self.size), "title": self.title, "title_size": self.title_size, "axes": described}


class Colorbar:
    """The bar beside an image that says what its colours stand for."""

    def __init__(self, axes):
        self.axes = axes

    def set_label(self, label, **kwargs):
        self.axes._settings["colorbar"]["label"] = str(label)

    @property
    def ax(self):
        raise NotImplementedError("the axes of a colour bar are not supported")

    def set_ticks(self, ticks, **kwargs):
        raise NotImplementedError("Colorbar.set_ticks is not supported")


def _pair(figsize):
    if len(figsize) != 2:
        raise ValueError(f"figsize must be a pair of numbers, not {figsize!r}")
    return figsize
