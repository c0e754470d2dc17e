"""Settings of the whole program."""

import _torch


def set_printoptions(
    precision=None, threshold=None, edgeitems=None, linewidth=None, profile=None, sci_mode=None
):
    """How tensors are printed."""
    _torch._set_printoptions(precision, threshold, edgeitems, linewidth, profile, sci_mode)


def get_num_threads():
    return 1


def set_num_threads(count):
    """Accepted; everything runs in one thread."""


def get_num_interop_threads():
    return 1


def set_num_interop_threads(count):
    """Accepted; everything runs in one thread."""


def use_deterministic_algorithms(mode, *, warn_only=False):
    """Accepted; everything is deterministic."""


def are_deterministic_algorithms_enabled():
    return True


def set_flush_denormal(mode):
    return False


def set_default_device(device):
    if str(device) != "cpu":
        raise NotImplementedError(f"the device '{device}' is not supported here; there is only 'cpu'")


def set_default_tensor_type(kind):
    _torch.set_default_dtype(kind if isinstance(kind, _torch.dtype) else kind.dtype)


def _warn(text):
    """Shows a warning of a native operation at the line that called it."""
    import warnings

    warnings.warn(text, UserWarning, stacklevel=2)


_torch._register("warn", _warn)
