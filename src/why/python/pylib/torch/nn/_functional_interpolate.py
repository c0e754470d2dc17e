"""Images, sequences and volumes at another size: each dimension in turn is read at new places.

A new value at i lies at (i + 1/2) * scale - 1/2 among the old ones; with `align_corners`, at i * (old - 1) / (new - 1).
"""

import math

import _torch_functional as native
import torch

_LINEAR = {"linear": 3, "bilinear": 4, "trilinear": 5, "bicubic": 4}


def interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None,
    antialias=False,
):
    """(N, C, ...) at a given size, or a multiple of its own, in the way `mode` says."""
    if mode in ("nearest", "area", "nearest-exact") and align_corners is not None:
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear"
        )
    dims = input.dim() - 2
    if size is not None and scale_factor is not None:
        raise ValueError("only one of size or scale_factor should be defined")
    if size is None and scale_factor is None:
        raise ValueError("either size or scale_factor should be defined")
    if recompute_scale_factor and size is not None:
        raise ValueError("recompute_scale_factor is not meaningful with an explicit size.")
    size = _each(input, size, dims, "output", "output size of", "output size in (o1, o2, ...,oK)")
    factors = _each(
        input, scale_factor, dims, "scale_factor", "scale_factor of shape", "scale_factor in (s1, s2, ...,sK)"
    )
    if antialias:
        raise NotImplementedError("interpolate(antialias=True) is not supported")
    if size is None:
        size = [int(length * factor) for length, factor in zip(input.shape[2:], factors)]
        if recompute_scale_factor or mode == "area":
            factors = None
    if input.dim() not in (3, 4, 5) or mode not in ("nearest", "nearest-exact", "area", *_LINEAR):
        raise NotImplementedError(
            "Input Error: Only 3D, 4D and 5D input Tensors supported "
            f"(got {input.dim()}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | area | "
            f"nearest-exact (got {mode})"
        )
    needed = _LINEAR.get(mode, input.dim())
    if needed != input.dim():
        if mode == "bicubic":
            raise NotImplementedError(
                "Input Error: Only 3D, 4D and 5D input Tensors supported "
                f"(got {input.dim()}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | "
                f"area | nearest-exact (got {mode})"
            )
        raise NotImplementedError(f"Got {input.dim()}D input, but {mode} mode needs {needed}D input")
    if min(size) <= 0 or 0 in input.shape[1:]:
        given = ", ".join(f"{name}: {length}" for name, length in zip("DHW"[-dims:], input.shape[2:]))
        wanted = ", ".join(f"{name}: {length}" for name, length in zip("DHW"[-dims:], size))
        between = " and " if dims == 1 else " "
        raise RuntimeError(
            f"Input and output sizes should be greater than 0, but got input ({given}){between}output ({wanted})"
        )
    if mode == "area":
        return getattr(native, f"adaptive_avg_pool{dims}d")(input, size)
    for place in range(dims):
        scale = _scale(input.size(place + 2), size[place], factors and factors[place], bool(align_corners))
        input = _along(input, place + 2, size[place], scale, mode, bool(align_corners))
    return input


def _each(input, value, dims, name, got, wanted):
    """One value for every spatial dimension."""
    if value is None:
        return None
    if not isinstance(value, (list, tuple)):
        return [value] * dims
    if len(value) != dims:
        raise ValueError(
            f"Input and {name} must have the same number of spatial dimensions, but got input with spatial dimensions "
            f"of {list(input.shape[2:])} and {got} {value}. Please provide input tensor in (N, C, d1, d2, ...,dK) "
            f"format and {wanted} format."
        )
    return list(value)


def _single_precision(number):
    return torch.tensor(number, dtype=torch.float32).item()


def _scale(old, new, factor, align_corners):
    """How far apart new values are among the old ones, rounded as PyTorch rounds it."""
    if align_corners:
        return _single_precision((old - 1) / (new - 1)) if new > 1 else 0.0
    return _single_precision(1.0 / factor if factor else old / new)


def _along(input, dim, new, scale, mode, align_corners):
    old = input.size(dim)
    if mode in ("nearest", "nearest-exact"):
        shift = 0.5 if mode == "nearest-exact" else 0.0
        places = [min(math.floor(_single_precision((place + shift) * scale)), old - 1) for place in range(new)]
        return input.index_select(dim, torch.tensor(places))
    shift = 0.0 if align_corners else 0.5
    sources = [_single_precision((place + shift) * scale - shift) for place in range(new)]
    if mode == "bicubic":
        taps = [_cubic(source) for source in sources]
    else:
        taps = [_pair_of(max(source, 0.0), old) for source in sources]
    shape = [1] * dim + [new] + [1] * (input.dim() - dim - 1)
    output = 0
    for tap in zip(*taps):
        places = torch.tensor([min(max(place, 0), old - 1) for place, _ in tap])
        weights = torch.tensor([weight for _, weight in tap], dtype=input.dtype).reshape(shape)
        output = output + input.index_select(dim, places) * weights
    return output


def _pair_of(source, old):
    """The two neighbours and their weights."""
    before = min(math.floor(source), old - 1)
    weight = min(max(source - before, 0.0), 1.0)
    return [(before, 1.0 - weight), (before + 1, weight)]


def _cubic(source):
    """Four neighbours and their weights, by Keys' kernel with a = -0.75."""
    a, before = -0.75, math.floor(source)
    weights = []
    for place in range(before - 1, before + 3):
        distance = abs(source - place)
        if distance <= 1:
            weight = ((a + 2) * distance - (a + 3)) * distance * distance + 1
        else:
            weight = ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a
        weights.append((place, weight))
    return weights
