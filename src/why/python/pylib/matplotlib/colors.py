"""Colours: their names, and maps from numbers to them."""

from . import _colormaps

_BASE = dict(b="0000ff", g="008000", r="ff0000", c="00bfbf", m="bf00bf", y="bfbf00", k="000000", w="ffffff")
_NAMED = dict(
    word.split("=")
    for word in """
    aliceblue=f0f8ff antiquewhite=faebd7 aqua=00ffff aquamarine=7fffd4 azure=f0ffff beige=f5f5dc bisque=ffe4c4
    black=000000 blanchedalmond=ffebcd blue=0000ff blueviolet=8a2be2 brown=a52a2a burlywood=deb887 cadetblue=5f9ea0
    chartreuse=7fff00 chocolate=d2691e coral=ff7f50 cornflowerblue=6495ed cornsilk=fff8dc crimson=dc143c cyan=00ffff
    darkblue=00008b darkcyan=008b8b darkgoldenrod=b8860b darkgray=a9a9a9 darkgreen=006400 darkgrey=a9a9a9
    darkkhaki=bdb76b darkmagenta=8b008b darkolivegreen=556b2f darkorange=ff8c00 darkorchid=9932cc darkred=8b0000
    darksalmon=e9967a darkseagreen=8fbc8f darkslateblue=483d8b darkslategray=2f4f4f darkslategrey=2f4f4f
    darkturquoise=00ced1 darkviolet=9400d3 deeppink=ff1493 deepskyblue=00bfff dimgray=696969 dimgrey=696969
    dodgerblue=1e90ff firebrick=b22222 floralwhite=fffaf0 forestgreen=228b22 fuchsia=ff00ff gainsboro=dcdcdc
    ghostwhite=f8f8ff gold=ffd700 goldenrod=daa520 gray=808080 green=008000 greenyellow=adff2f grey=808080
    honeydew=f0fff0 hotpink=ff69b4 indianred=cd5c5c indigo=4b0082 ivory=fffff0 khaki=f0e68c lavender=e6e6fa
    lavenderblush=fff0f5 lawngreen=7cfc00 lemonchiffon=fffacd lightblue=add8e6 lightcoral=f08080 lightcyan=e0ffff
    lightgoldenrodyellow=fafad2 lightgray=d3d3d3 lightgreen=90ee90 lightgrey=d3d3d3 lightpink=ffb6c1
    lightsalmon=ffa07a lightseagreen=20b2aa lightskyblue=87cefa lightslategray=778899 lightslategrey=778899
    lightsteelblue=b0c4de lightyellow=ffffe0 lime=00ff00 limegreen=32cd32 linen=faf0e6 magenta=ff00ff maroon=800000
    mediumaquamarine=66cdaa mediumblue=0000cd mediumorchid=ba55d3 mediumpurple=9370db mediumseagreen=3cb371
    mediumslateblue=7b68ee mediumspringgreen=00fa9a mediumturquoise=48d1cc mediumvioletred=c71585 midnightblue=191970
    mintcream=f5fffa mistyrose=ffe4e1 moccasin=ffe4b5 navajowhite=ffdead navy=000080 oldlace=fdf5e6 olive=808000
    olivedrab=6b8e23 orange=ffa500 orangered=ff4500 orchid=da70d6 palegoldenrod=eee8aa palegreen=98fb98
    paleturquoise=afeeee palevioletred=db7093 papayawhip=ffefd5 peachpuff=ffdab9 peru=cd853f pink=ffc0cb plum=dda0dd
    powderblue=b0e0e6 purple=800080 rebeccapurple=663399 red=ff0000 rosybrown=bc8f8f royalblue=4169e1
    saddlebrown=8b4513 salmon=fa8072 sandybrown=f4a460 seagreen=2e8b57 seashell=fff5ee sienna=a0522d silver=c0c0c0
    skyblue=87ceeb slateblue=6a5acd slategray=708090 slategrey=708090 snow=fffafa springgreen=00ff7f steelblue=4682b4
    tan=d2b48c teal=008080 thistle=d8bfd8 tomato=ff6347 turquoise=40e0d0 violet=ee82ee wheat=f5deb3 white=ffffff
    whitesmoke=f5f5f5 yellow=ffff00 yellowgreen=9acd32 tab:blue=1f77b4 tab:orange=ff7f0e tab:green=2ca02c
    tab:red=d62728 tab:purple=9467bd tab:brown=8c564b tab:pink=e377c2 tab:gray=7f7f7f tab:olive=bcbd22 tab:cyan=17becf
    """.split()
)
_CYCLE = "1f77b4 ff7f0e 2ca02c d62728 9467bd 8c564b e377c2 7f7f7f bcbd22 17becf".split()
_NOT_A_COLOR = (
    "supported inputs are (r, g, b) and (r, g, b, a) 0-1 float tuples; '#rrggbb', '#rrggbbaa', '#rgb', '#rgba' strings; "
    "named color strings; string reprs of 0-1 floats for grayscale values; 'C0', 'C1', ... strings for colors of the "
    "color cycle; and pairs combining one of the above with an alpha value"
)


def cycle_index(color):
    """The place of 'C0', 'C1', ... in the colour cycle; None for another colour."""
    if isinstance(color, str) and len(color) > 1 and color[0] == "C" and color[1:].isdigit():
        return int(color[1:]) % len(_CYCLE)
    return None


def to_rgba(color, alpha=None):
    """Red, green, blue and opacity of a colour, from 0 to 1."""
    if isinstance(color, tuple) and len(color) == 2 and not isinstance(color[0], (int, float)):
        color, alpha = color[0], color[1] if alpha is None else alpha
    rgba = _parse(color)
    if rgba is None:
        raise ValueError(f"{color!r} is not a valid value for color: {_NOT_A_COLOR}")
    if alpha is None or (isinstance(color, str) and color.lower() == "none"):
        return rgba
    return (*rgba[:3], alpha)


def _parse(color):
    if isinstance(color, str):
        digits = _digits(color)
        if digits is None:
            return None
        return tuple(int(digits[place : place + 2], 16) / 255 for place in range(0, 8, 2))
    if hasattr(color, "tolist"):
        color = color.tolist()
    if not isinstance(color, (list, tuple)) or len(color) not in (3, 4):
        return None
    if any(not isinstance(part, (int, float)) or not 0 <= part <= 1 for part in color):
        return None
    return (*(float(part) for part in color), *([1.0] if len(color) == 3 else []))


def _digits(color):
    """A colour's eight hexadecimal digits."""
    if color.lower() == "none":
        return "00000000"
    if cycle_index(color) is not None:
        return _CYCLE[cycle_index(color)] + "ff"
    name = _BASE.get(color) or _NAMED.get(color.lower())
    if name is not None:
        return name + "ff"
    if color.startswith("#"):
        digits = color[1:]
        if len(digits) in (3, 4):
            digits = "".join(2 * digit for digit in digits)
        valid = len(digits) in (6, 8) and all(digit in "0123456789abcdefABCDEF" for digit in digits)
        return (digits + "ff")[:8] if valid else None
    try:
        gray = float(color)
    except ValueError:
        return None
    return f"{round(gray * 255):02x}" * 3 + "ff" if 0 <= gray <= 1 else None


def to_hex(c, keep_alpha=False):
    rgba = to_rgba(c)
    return "#" + "".join(f"{round(part * 255):02x}" for part in (rgba if keep_alpha else rgba[:3]))


def to_rgb(c):
    return to_rgba(c)[:3]


def is_color_like(c):
    return cycle_index(c) is not None or _parse(c) is not None


class Normalize:
    """Maps vmin to 0 and vmax to 1."""

    def __init__(self, vmin=None, vmax=None, clip=False):
        self.vmin, self.vmax, self.clip = vmin, vmax, clip


class Colormap:
    """A map from 0 to 1 to colours, mixed between those it is made of unless they are a list to choose from."""

    def __init__(self, name, colors, listed=False, N=None):
        self.name = name
        self.colors = colors
        self.listed = listed
        self.N = N or (len(colors) if listed else 256)

    def __call__(self, value, alpha=None):
        if isinstance(value, (list, tuple)):
            return [self(item, alpha) for item in value]
        if hasattr(value, "shape") and tuple(value.shape) != ():
            import numpy as np

            flat = [self(item, alpha) for item in value.reshape(-1).tolist()]
            return np.array(flat).reshape(*value.shape, 4)
        value = value.item() if hasattr(value, "item") and not isinstance(value, (int, float)) else value
        # Integers count colours, other numbers go from 0 to 1.
        index = value if isinstance(value, int) else int(value * self.N) if value < 1 else self.N - (value == 1)
        index = min(max(index, 0), self.N - 1)
        if self.listed:
            rgba = to_rgba(self.colors[index])
        else:
            place = index / (self.N - 1) * (len(self.colors) - 1)
            low = min(int(place), len(self.colors) - 2)
            share = place - low
            left, right = to_rgba(self.colors[low]), to_rgba(self.colors[low + 1])
            rgba = tuple(a + (b - a) * share for a, b in zip(left, right))
        return rgba if alpha is None else (*rgba[:3], alpha)

    def reversed(self, name=None):
        if name is None:
            name = self.name[:-2] if self.name.endswith("_r") else self.name + "_r"
        return Colormap(name, self.colors[::-1], self.listed)

    def resampled(self, lutsize):
        """So many colours of it, as a list to choose from."""
        return Colormap(self.name, [to_hex(self(index / max(lutsize - 1, 1))) for index in range(lutsize)], True)


class ListedColormap(Colormap):
    def __init__(self, colors, name="unnamed", N=None):
        colors = list(colors)
        super().__init__(name, colors if N is None else (colors * N)[:N], listed=True)


class LinearSegmentedColormap(Colormap):
    @staticmethod
    def from_list(name, colors, N=256, gamma=1.0):
        return Colormap(name, list(colors), N=N)


def get_cmap(name=None, lut=None):
    """A colour map by its name; `_r` at its end turns it round."""
    if isinstance(name, Colormap):
        return name
    name = "viridis" if name is None else name
    base = name[:-2] if name.endswith("_r") else name
    listed = base in _colormaps.QUALITATIVE
    digits = _colormaps.QUALITATIVE.get(base) or _colormaps.CONTINUOUS.get(base)
    if digits is None:
        if base in _colormaps.MISSING:
            raise NotImplementedError(f"the colour map {name!r} is not supported")
        raise ValueError(f"{name!r} is not a valid value for cmap.")
    colors = ["#" + digits[place : place + 6] for place in range(0, len(digits), 6)]
    colormap = Colormap(name, colors if base == name else colors[::-1], listed)
    return colormap if lut is None else colormap.resampled(lut)
