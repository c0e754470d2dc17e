"""matplotlib.pyplot: draws into the current figure and the current axes.

Figures are drawn outside of the program, from a plain description that `show` or the program's end hands over.
"""

from . import _colormaps, cm, rc, rcdefaults, rcParams, style
from ._names import refuse
from .axes import Axes
from .colors import Normalize, get_cmap
from .figure import Figure
from .gridspec import GridSpec

_figures = {}
_current = None


# Figures.


def figure(num=None, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, frameon=True, clear=False, **kwargs):
    """Makes a figure, or makes the one of that number or name the current one."""
    global _current
    if isinstance(num, Figure):
        num = num.number
    if num is None:
        num = max([number for number in _figures if isinstance(number, int)], default=0) + 1
    if num not in _figures:
        _figures[num] = Figure(figsize, dpi, **kwargs)
        _figures[num].number = num
    elif clear:
        _figures[num].clear()
    _current = num
    return _figures[num]


def gcf():
    return figure() if _current is None else _figures[_current]


def gca():
    return gcf().gca()


def sca(ax):
    figure(ax.figure)
    ax.figure.sca(ax)


def axes(arg=None, **kwargs):
    return gcf().add_subplot(**kwargs) if arg is None else gcf().add_axes(arg, **kwargs)


def clf():
    gcf().clear()


def cla():
    gca().clear()


def close(fig=None):
    """Throws a figure away: the current one, one given by itself, its number or name, or all."""
    global _current
    if fig == "all":
        _figures.clear()
    else:
        number = _current if fig is None else fig.number if isinstance(fig, Figure) else fig
        _figures.pop(number, None)
    if _current not in _figures:
        _current = max(_figures, key=str, default=None)


def show(*args, **kwargs):
    """Shows every figure there is; what is drawn afterwards begins a new one."""
    _finish()
    close("all")


def _finish():
    """Shows what the program left unshown."""
    for each in list(_figures.values()):
        if each.axes:
            each.show()


def savefig(*args, **kwargs):
    gcf().savefig(*args, **kwargs)


def fignum_exists(num):
    return num in _figures


def get_fignums():
    return sorted(number for number in _figures if isinstance(number, int))


def _nothing(*args, **kwargs):
    """Is for windows that don't exist here, or for arranging what is arranged when it is drawn."""


draw = draw_if_interactive = ion = ioff = pause = tight_layout = subplots_adjust = switch_backend = _nothing


def isinteractive():
    return False


def suptitle(t, **kwargs):
    return gcf().suptitle(t, **kwargs)


# Axes in grids.


def subplots(nrows=1, ncols=1, *, num=None, figsize=None, dpi=None, clear=False, facecolor=None, **kwargs):
    for arranging in ("layout", "constrained_layout", "tight_layout"):
        kwargs.pop(arranging, None)
    fig = figure(num, figsize, dpi, clear=clear)
    return fig, fig.subplots(nrows, ncols, **kwargs)


def subplot(*args, **kwargs):
    """The axes in a cell of a grid, made if they aren't there yet."""
    from .gridspec import place_of

    place = place_of(args)
    for each in gcf().axes:
        if each.place == place:
            return gcf().sca(each)
    return gcf().add_subplot(place, **kwargs)


def subplot2grid(shape, loc, rowspan=1, colspan=1, fig=None, **kwargs):
    (row, column), grid = loc, GridSpec(*shape)
    place = grid[row : row + rowspan, column : column + colspan]
    return (fig or gcf()).add_subplot(place, **kwargs)


def twinx(ax=None):
    return (ax or gca()).twinx()


def delaxes(ax=None):
    ax = ax or gca()
    ax.figure.delaxes(ax)


# What the current axes do.


def _of_axes(name, method=None):
    def function(*args, **kwargs):
        return getattr(gca(), method or name)(*args, **kwargs)

    function.__name__ = function.__qualname__ = name
    return function


for _name in (
    "annotate axhline axhspan axis axvline axvspan bar bar_label barh boxplot clabel contour contourf errorbar fill "
    "fill_between grid hist hist2d hlines imshow legend loglog margins matshow pcolor pcolormesh plot scatter semilogx "
    "semilogy stem step text tick_params vlines"
).split():
    globals()[_name] = _of_axes(_name)
for _name in "title xlabel ylabel xscale yscale".split():
    globals()[_name] = _of_axes(_name, f"set_{_name}")


def xlim(*args, **kwargs):
    return gca().set_xlim(*args, **kwargs) if args or kwargs else gca().get_xlim()


def ylim(*args, **kwargs):
    return gca().set_ylim(*args, **kwargs) if args or kwargs else gca().get_ylim()


def xticks(ticks=None, labels=None, **kwargs):
    return _axis_ticks("x", ticks, labels, kwargs)


def yticks(ticks=None, labels=None, **kwargs):
    return _axis_ticks("y", ticks, labels, kwargs)


def _axis_ticks(axis, ticks, labels, style):
    ax = gca()
    if ticks is not None:
        getattr(ax, f"set_{axis}ticks")(ticks, labels, **style)
    elif labels is not None:
        getattr(ax, f"set_{axis}ticklabels")(labels, **style)
    elif style:
        ax.tick_params(axis=axis, **style)
    elif ax._ticks[axis] is None:
        raise NotImplementedError(f"{axis}ticks() of axes whose ticks were not set is not supported")
    set_ticks = ax._ticks[axis] or []
    return [tick["at"] for tick in set_ticks], [tick["label"] for tick in set_ticks]


# Colours.


def colorbar(mappable=None, cax=None, ax=None, **kwargs):
    mappable = gci() if mappable is None else mappable
    if mappable is None:
        raise RuntimeError(
            "No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) "
            "or a contour set (with contourf)."
        )
    return mappable.axes.figure.colorbar(mappable, cax, ax, **kwargs)


def gci():
    return None if _current is None else gcf().mappable


def clim(vmin=None, vmax=None):
    gci().mark.update(low=vmin, high=vmax)


def set_cmap(cmap):
    rcParams["image.cmap"] = get_cmap(cmap).name


def colormaps():
    return sorted(name + end for name in (*_colormaps.CONTINUOUS, *_colormaps.QUALITATIVE) for end in ("", "_r"))


def setp(obj, *args, **kwargs):
    for each in obj if isinstance(obj, (list, tuple)) else [obj]:
        each.set(**kwargs)


def __getattr__(name):
    refuse("pyplot", name)
    raise AttributeError(f"module 'matplotlib.pyplot' has no attribute '{name}'")
