"""The switches of recording, and what else PyTorch has beside them."""

from torch._modes import enable_grad, inference_mode, no_grad, set_grad_enabled


class _Accepted:
    """A switch for what is always one way here."""

    def __init__(self, mode=True):
        self.mode = mode

    def __enter__(self):
        return None

    def __exit__(self, *details):
        return None

    def __call__(self, function):
        return function


class set_multithreading_enabled(_Accepted):
    """Backward runs on one thread."""


class enforce_grad_layout_policy(_Accepted):
    """Whether a gradient gets its leaf's strides. Here gradients are contiguous, whatever is asked for."""


def is_multithreading_enabled():
    return True


def is_view_replay_enabled():
    return False
