"""Grids: the cells that axes are put in, and the array of axes that `subplots` returns."""

from ._data import floats


class GridSpec:
    """A grid whose cells, or blocks of them, axes are put in."""

    def __init__(self, nrows, ncols, figure=None, width_ratios=None, height_ratios=None, **kwargs):
        for count, what in ((nrows, "rows"), (ncols, "columns")):
            if not isinstance(count, int) or count <= 0:
                raise ValueError(f"Number of {what} must be a positive integer, not {count!r}")
        self.nrows, self.ncols = nrows, ncols
        self.across = _edges(width_ratios, ncols, "width ratios", "columns")
        self.down = _edges(height_ratios, nrows, "height ratios", "rows")

    def __getitem__(self, key):
        if isinstance(key, tuple):
            rows, columns = _span(key[0], self.nrows), _span(key[1], self.ncols)
        else:
            first, last = _span(key, self.nrows * self.ncols)
            rows = first // self.ncols, last // self.ncols
            columns = sorted((first % self.ncols, last % self.ncols))
        left, right = self.across[columns[0]], self.across[columns[1] + 1]
        top, bottom = self.down[rows[0]], self.down[rows[1] + 1]
        return [left, top, right - left, bottom - top]


def _edges(ratios, count, what, of):
    ratios = [1.0] * count if ratios is None else floats(ratios)
    if len(ratios) != count:
        raise ValueError(f"Expected the given number of {what} to match the number of {of} of the grid")
    total = sum(ratios)
    return [sum(ratios[:place]) / total for place in range(count + 1)]


def _span(key, count):
    if isinstance(key, slice):
        start, stop, _ = key.indices(count)
        if stop <= start:
            raise IndexError("GridSpec slice would result in no space allocated for subplot")
        return start, stop - 1
    place = key + count if key < 0 else key
    if not 0 <= place < count:
        raise IndexError(f"index {key} is out of bounds for axis 0 with size {count}")
    return place, place


def place_of(args):
    """Left, top, width and height of a cell, as fractions of the figure."""
    if len(args) == 1 and isinstance(args[0], list):
        return args[0]
    if not args:
        args = (1, 1, 1)
    if len(args) == 1 and isinstance(args[0], int):
        if not 100 <= args[0] <= 999:
            raise ValueError(
                "Single argument to subplot must be a three-digit integer, not " + repr(args[0])
            )
        args = tuple(int(digit) for digit in str(args[0]))
    if len(args) != 3:
        raise TypeError(f"add_subplot() takes 1 or 3 positional arguments but {len(args)} were given")
    rows, columns, number = args
    grid = GridSpec(rows, columns)
    numbers = number if isinstance(number, tuple) else (number, number)
    if any(not isinstance(each, int) or not 1 <= each <= rows * columns for each in numbers):
        raise ValueError(f"num must be an integer with 1 <= num <= {rows * columns}, not {number!r}")
    return grid[numbers[0] - 1 : numbers[1]]


class AxesGrid:
    """Axes in rows and columns, indexed as a NumPy array of them would be."""

    def __init__(self, items):
        self._items = list(items)

    @property
    def shape(self):
        return (len(self._items), len(self._items[0])) if self.ndim == 2 else (len(self._items),)

    @property
    def ndim(self):
        return 2 if self._items and isinstance(self._items[0], list) else 1

    @property
    def size(self):
        return len(self.ravel())

    @property
    def flat(self):
        return iter(self.ravel())

    @property
    def T(self):
        return AxesGrid([list(column) for column in zip(*self._items)]) if self.ndim == 2 else self

    def ravel(self):
        return AxesGrid([axes for row in self._items for axes in row]) if self.ndim == 2 else AxesGrid(self._items)

    flatten = ravel

    def reshape(self, *shape):
        shape = shape[0] if len(shape) == 1 and isinstance(shape[0], (tuple, list)) else shape
        items = self.ravel()._items
        if len(shape) == 1:
            return AxesGrid(items)
        columns = shape[1] if shape[1] != -1 else len(items) // shape[0]
        return AxesGrid([items[start : start + columns] for start in range(0, len(items), columns)])

    def tolist(self):
        return [list(row) for row in self._items] if self.ndim == 2 else list(self._items)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return (self[place] for place in range(len(self._items)))

    def __getitem__(self, key):
        if isinstance(key, tuple):
            first, second = key
            rows = self._items[first]
            if isinstance(first, slice):
                picked = [row[second] for row in rows]
                return AxesGrid(picked)
            return AxesGrid(rows[second]) if isinstance(second, slice) else rows[second]
        try:
            picked = self._items[key]
        except IndexError:
            raise IndexError(f"index {key} is out of bounds for axis 0 with size {len(self._items)}") from None
        return AxesGrid(picked) if isinstance(picked, list) else picked

    def __repr__(self):
        if self.ndim == 1:
            return "array([" + ", ".join(repr(axes) for axes in self._items) + "], dtype=object)"
        rows = ["[" + ", ".join(repr(axes) for axes in row) + "]" for row in self._items]
        return "array([" + ",\n       ".join(rows) + "], dtype=object)"
