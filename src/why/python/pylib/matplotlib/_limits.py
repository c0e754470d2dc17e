"""The limits an axis has if none are set: what is drawn, and a little room around it."""

import math


def limits(group, axis, scale, margin=None):
    """The lowest and the highest number shown on an axis that a group of axes shares."""
    numbers, sticky = [], []
    for axes in group:
        for artist in axes.artists:
            reach, edges = _reach(artist.mark, axis)
            numbers += reach
            sticky += edges
    log = scale == "log"
    numbers = [number for number in numbers if math.isfinite(number) and (number > 0 or not log)]
    if not numbers and not log:
        return (-0.055, 0.055) if any(axes.lines for axes in group) else (0.0, 1.0)
    low, high = min(numbers, default=1.0), max(numbers, default=10.0)
    margin = 0.05 if margin is None else margin
    if log:
        if low == high:
            # The powers of ten around a single number.
            low, high = 10.0 ** (math.ceil(math.log10(low)) - 1), 10.0 ** (math.floor(math.log10(high)) + 1)
        room = (math.log10(high) - math.log10(low)) * margin
        return 10 ** (math.log10(low) - room), 10 ** (math.log10(high) + room)
    if high - low <= max(abs(low), abs(high)) * 1e-15:
        widening = 0.05 * abs(high) or 0.05
        low, high = low - widening, high + widening
    room = (high - low) * margin
    return (low if low in sticky else low - room), (high if high in sticky else high + room)


def _reach(mark, axis):
    """The numbers of a mark that an axis must show, and those among them that need no room beyond."""
    kind = mark["kind"]
    if kind in ("line", "scatter", "polygon"):
        other = mark["y" if axis == "x" else "x"]
        return [number for number, partner in zip(mark[axis], other) if math.isfinite(partner)], []
    if kind == "bars":
        if mark["horizontal"] == (axis == "y"):
            sides = list(zip(mark["at"], mark["widths"]))
            return [at - width / 2 for at, width in sides] + [at + width / 2 for at, width in sides], []
        ends = [base + length for base, length in zip(mark["bases"], mark["lengths"])]
        return ends + mark["bases"], mark["bases"]
    if kind == "band":
        return (mark["x"] if axis == "x" else mark["low"] + mark["high"]), []
    if kind == "segments":
        return mark[f"{axis}0"] + mark[f"{axis}1"], []
    if kind == "rule":
        return ([mark["at"]] if mark["vertical"] == (axis == "x") else []), []
    if kind == "span":
        return ([mark["low"], mark["high"]] if mark["vertical"] == (axis == "x") else []), []
    if kind == "image":
        ends = mark["extent"][:2] if axis == "x" else mark["extent"][2:]
        return ends, ends
    if kind in ("mesh", "contour"):
        ends = [min(mark[axis]), max(mark[axis])]
        return ends, ends
    if kind == "room":
        ends = [mark["low"], mark["high"]] if mark["axis"] == axis else []
        return ends, ends
    return [], []
