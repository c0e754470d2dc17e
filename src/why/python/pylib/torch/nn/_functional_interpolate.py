"""Images, sequences and volumes at another size: what may be asked for. How it is computed is native."""

import warnings

import _torch
import _torch_functional as native

_LINEAR = {"linear": 3, "bilinear": 4, "trilinear": 5, "bicubic": 4, "lanczos": 4}


def interpolate(
    input, size=None, scale_factor=None, mode="nearest", align_corners=None, recompute_scale_factor=None,
    antialias=False,
):
    """(N, C, ...) at a given size, or a multiple of its own, in the way `mode` says."""
    if mode in ("nearest", "area", "nearest-exact") and align_corners is not None:
        raise ValueError(
            "align_corners option can only be set with the interpolating modes: linear | bilinear | bicubic | trilinear"
        )
    if mode == "lanczos" and not antialias:
        raise ValueError("Lanczos mode requires antialias=True")
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
    if antialias and not (mode in ("bilinear", "bicubic", "lanczos") and input.dim() == 4):
        raise ValueError(
            "Anti-alias option is restricted to bilinear, bicubic, and lanczos modes and requires a 4-D tensor as input"
        )
    if size is not None and not all(isinstance(length, int) for length in size) and not isinstance(size[0], str):
        raise TypeError(
            "expected size to be one of int or Tuple[int] or Tuple[int, int] or Tuple[int, int, int], but got size "
            f"with types {[type(length) for length in size]}"
        )
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
        if mode in ("bicubic", "lanczos"):
            raise NotImplementedError(
                "Input Error: Only 3D, 4D and 5D input Tensors supported "
                f"(got {input.dim()}D) for the modes: nearest | linear | bilinear | bicubic | trilinear | lanczos | "
                f"area | nearest-exact (got {mode})"
            )
        raise NotImplementedError(f"Got {input.dim()}D input, but {mode} mode needs {needed}D input")
    if min(size) <= 0 or 0 in input.shape[2:]:
        given = ", ".join(f"{name}: {length}" for name, length in zip("DHW"[-dims:], input.shape[2:]))
        wanted = ", ".join(f"{name}: {length}" for name, length in zip("DHW"[-dims:], size))
        between = " and " if dims == 1 else " "
        raise RuntimeError(
            f"Input and output sizes should be greater than 0, but got input ({given}){between}output ({wanted})"
        )
    if input.size(1) == 0:
        raise RuntimeError(
            f"Non-empty {input.dim()}D data tensor expected but got a tensor with sizes {list(input.shape)}"
        )
    if mode == "area":
        return getattr(native, f"adaptive_avg_pool{dims}d")(input, size)
    return _torch.upsample(input, size, factors, mode, bool(align_corners), antialias)


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


def upsample(input, size=None, scale_factor=None, mode="nearest", align_corners=None):
    """The old name of `interpolate`."""
    warnings.warn(
        "`nn.functional.upsample` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode, align_corners)


def upsample_nearest(input, size=None, scale_factor=None):
    """`interpolate` by the nearest value."""
    warnings.warn(
        "`nn.functional.upsample_nearest` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode="nearest")


def upsample_bilinear(input, size=None, scale_factor=None):
    """`interpolate` between the four nearest values, with the corners kept."""
    warnings.warn(
        "`nn.functional.upsample_bilinear` is deprecated. Use `nn.functional.interpolate` instead.", stacklevel=2
    )
    return interpolate(input, size, scale_factor, mode="bilinear", align_corners=True)
