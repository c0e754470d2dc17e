"""Fields: images, meshes of coloured cells, and contours."""

import math

from ._data import floats, read
from ._points import limits_of, palette
from .artists import AxesImage, PolyCollection, Properties, alpha_of, color_of, dash_of
from .colors import get_cmap

# A picture has no more points than this in either direction.
LARGEST = 512


class Fields:
    """The methods of an axes that draw values over an area."""

    def image_values(self, values):
        """The part of a mark that depends on the values of an image."""
        data = read(values)
        shape = data.shape
        if len(shape) == 3 and shape[2] == 1:
            shape = shape[:2]
        if len(shape) not in (2, 3) or (len(shape) == 3 and shape[2] not in (3, 4)):
            raise TypeError(f"Invalid shape {data.shape} for image data")
        depth = shape[2] if len(shape) == 3 else 1
        rows, columns = shape[0], shape[1]
        row_step, column_step = -(-rows // LARGEST) or 1, -(-columns // LARGEST) or 1
        numbers = data.values
        if row_step > 1 or column_step > 1:
            numbers = [
                numbers[(row * columns + column) * depth + part]
                for row in range(0, rows, row_step)
                for column in range(0, columns, column_step)
                for part in range(depth)
            ]
            rows, columns = -(-rows // row_step), -(-columns // column_step)
        if depth > 1:
            numbers = _as_rgb(numbers, depth, getattr(values, "dtype", None))
        return dict(rows=rows, columns=columns, values=numbers, rgb=depth > 1)

    def imshow(
        self,
        X,
        cmap=None,
        norm=None,
        *,
        aspect=None,
        interpolation=None,
        alpha=None,
        vmin=None,
        vmax=None,
        origin=None,
        extent=None,
        **kwargs,
    ):
        given = Properties("AxesImage", kwargs)
        mark = dict(kind="image", **self.image_values(X))
        rows, columns = read_shape(X)[:2]
        upper = (origin or "upper") == "upper"
        if extent is None:
            extent = (-0.5, columns - 0.5, rows - 0.5, -0.5) if upper else (-0.5, columns - 0.5, -0.5, rows - 0.5)
        mark["extent"] = floats(extent)
        mark["upside_down"] = not upper
        mark["low"], mark["high"] = limits_of(norm, vmin, vmax)
        mark["smooth"] = interpolation in ("bilinear", "bicubic", "gaussian", "lanczos", "spline16", "hanning")
        mark["z"] = float(given.take("zorder", 0))
        given.take("origin")
        given.take("label")
        for name in ("interpolation_stage", "filternorm", "filterrad", "resample"):
            given.take(name)
        given.done()
        image = self._add_mapped(AxesImage(self, mark), cmap, alpha)
        if aspect is None:
            aspect = "equal"
        self.set_aspect(aspect)
        if self._limits["x"] is None:
            self._image_limits(mark["extent"])
        return image

    def matshow(self, Z, **kwargs):
        self._settings["x_on_top"] = True
        return self.imshow(Z, **kwargs)

    def _image_limits(self, extent):
        """An image fills its axes, with its first row where its origin says."""
        left, right, bottom, top = extent
        self._limits["x"], self._limits["y"] = (left, right), (bottom, top)

    def _add_mapped(self, artist, cmap, alpha):
        colormap = get_cmap(cmap or self._rc("image.cmap"))
        artist.mark.update(palette=palette(colormap), listed=colormap.listed, alpha=alpha_of(alpha))
        self._add(artist)
        self.mappable = self.figure.mappable = artist
        return artist

    def pcolormesh(self, *args, cmap=None, norm=None, vmin=None, vmax=None, shading=None, alpha=None, **kwargs):
        given = Properties("QuadMesh", kwargs)
        data = read(args[-1])
        if len(data.shape) != 2:
            raise ValueError(f"not enough values to unpack (expected 2, got {len(data.shape)})")
        rows, columns = data.shape
        x_edges, y_edges = [float(edge) for edge in range(columns + 1)], [float(edge) for edge in range(rows + 1)]
        if len(args) == 3:
            x_edges, y_edges = _edges(args[0], columns, 1), _edges(args[1], rows, 0)
        mark = dict(kind="mesh", x=x_edges, y=y_edges, values=data.values)
        mark["low"], mark["high"] = limits_of(norm, vmin, vmax)
        mark["z"] = float(given.take("zorder", 0))
        for name in ("edgecolor", "linewidth"):
            given.take(name)
        given.done()
        return self._add_mapped(PolyCollection(self, mark), cmap, alpha)

    pcolor = pcolormesh

    def hist2d(self, x, y, bins=10, range=None, density=False, weights=None, cmap=None, **kwargs):
        import numpy as np

        if range is not None or density or weights is not None:
            raise NotImplementedError("hist2d with `range`, `density` or `weights` is not supported")
        xs, ys = floats(x), floats(y)
        across, down = bins if isinstance(bins, (list, tuple)) else (bins, bins)
        x_edges, y_edges = np.histogram_bin_edges(np.array(xs), across), np.histogram_bin_edges(np.array(ys), down)
        x_ends, y_ends = x_edges.tolist(), y_edges.tolist()
        counts = [[0.0] * (len(y_ends) - 1) for _ in x_ends[1:]]
        for a, b in zip(xs, ys):
            counts[_bin_of(a, x_ends)][_bin_of(b, y_ends)] += 1
        mesh = self.pcolormesh(x_ends, y_ends, [list(row) for row in zip(*counts)], cmap=cmap, **kwargs)
        return np.array(counts), x_edges, y_edges, mesh

    def contour(self, *args, **kwargs):
        return self._contour(args, kwargs, filled=False)

    def contourf(self, *args, **kwargs):
        return self._contour(args, kwargs, filled=True)

    def _contour(self, args, kwargs, filled):
        given = Properties("QuadContourSet", kwargs)
        levels = given.take("levels")
        args = list(args)
        if len(args) in (2, 4):
            levels = args.pop()
        field = read(args[-1])
        if len(field.shape) != 2 or min(field.shape) < 2:
            raise TypeError(f"Input z must be at least a (2, 2) shaped array, but has shape {field.shape}")
        rows, columns = field.shape
        x, y = [float(place) for place in range(columns)], [float(place) for place in range(rows)]
        if len(args) == 3:
            x, y = _axis_of(args[0], columns, 1), _axis_of(args[1], rows, 0)
        finite = [value for value in field.values if math.isfinite(value)]
        levels = _levels(levels, finite)
        colors = given.take("colors")
        mark = dict(kind="contour", x=x, y=y, values=field.values, levels=levels, filled=filled)
        mark["low"], mark["high"] = limits_of(given.take("norm"), given.take("vmin"), given.take("vmax"))
        mark["width"] = floats(given.take("linewidth", 1.5))[0]
        mark["z"] = float(given.take("zorder", 1 if filled else 2))
        mark["extend"] = given.take("extend", "neither")
        alpha, cmap = given.take("alpha"), given.take("cmap")
        mark["dash"] = dash_of(given.take("linestyle", "solid"))
        given.done()
        contours = self._add_mapped(ContourSet(self, mark), cmap, alpha)
        contours.levels = levels
        if colors is not None:
            several = isinstance(colors, (list, tuple))
            mark["colors"] = [color_of(color) for color in colors] if several else [color_of(colors)]
        return contours

    def clabel(self, CS, *args, fmt="%g", **kwargs):
        """Writes each level on its lines."""
        CS.mark["labels"] = [fmt(level) if callable(fmt) else fmt % level for level in CS.mark["levels"]]


class ContourSet(PolyCollection):
    pass


def read_shape(values):
    return tuple(values.shape) if hasattr(values, "shape") else read(values).shape


def _as_rgb(numbers, depth, dtype):
    """Red, green and blue from 0 to 1; what is transparent shows the white behind it."""
    whole = "float" not in str(dtype) and (dtype is not None or all(number == int(number) for number in numbers))
    if whole:
        numbers = [number / 255 for number in numbers]
    numbers = [min(max(number, 0.0), 1.0) for number in numbers]
    if depth == 3:
        return numbers
    return [
        numbers[place + part] * numbers[place + 3] + 1 - numbers[place + 3]
        for place in range(0, len(numbers), 4)
        for part in range(3)
    ]


def _axis_of(values, count, dimension):
    """The places along one side, from those or from a table that repeats them (as `meshgrid` makes)."""
    data = read(values)
    if len(data.shape) == 2:
        columns = data.shape[1]
        places = data.values[:columns] if dimension else data.values[::columns]
    else:
        places = data.values
    if len(places) != count:
        side = "columns" if dimension else "rows"
        raise TypeError(f"Length of {'x' if dimension else 'y'} ({len(places)}) must match number of {side} in z ({count})")
    return places


def _edges(values, count, dimension):
    """The edges of cells, from those or from their middles."""
    data = read(values)
    sides = data.shape[dimension] if len(data.shape) == 2 else len(data)
    places = _axis_of(values, sides, dimension)
    if sides == count + 1:
        return places
    if sides != count:
        raise TypeError(f"Dimensions of C and the edges of its cells are incompatible: {count} cells, {sides} places")
    if count == 1:
        return [places[0] - 0.5, places[0] + 0.5]
    middles = [(a + b) / 2 for a, b in zip(places, places[1:])]
    return [2 * places[0] - middles[0], *middles, 2 * places[-1] - middles[-1]]


def _bin_of(value, edges):
    count = len(edges) - 1
    width = (edges[-1] - edges[0]) or 1.0
    return min(max(int((value - edges[0]) / width * count), 0), count - 1)


def _levels(levels, values):
    """The values contours are drawn at: those asked for, or about so many round ones."""
    if levels is not None and not isinstance(levels, int):
        return sorted(floats(levels))
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 0.5, high + 0.5
    step = round_step((high - low) / ((levels if levels is not None else 7) + 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(place * step, 12) for place in range(first, last + 1)]


def round_step(rough):
    """The smallest of the steps between contours that is at least so large."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(nice * power for nice in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if nice * power >= rough * (1 - 1e-9))
