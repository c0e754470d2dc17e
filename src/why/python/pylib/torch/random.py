"""The default generator of random numbers."""

import _torch

default_generator = _torch._default_generator()


def manual_seed(seed):
    """Starts the sequence of random numbers anew and gives the generator."""
    _torch._manual_seed(seed)
    return default_generator


def seed():
    return default_generator.seed()


def initial_seed():
    return default_generator.initial_seed()


def get_rng_state():
    return default_generator.get_state()


def set_rng_state(state):
    default_generator.set_state(state)


class fork_rng:
    """Puts the generator back at the end of a `with` block."""

    def __init__(self, devices=None, enabled=True, **options):
        self.enabled = enabled

    def __enter__(self):
        self.state = get_rng_state()

    def __exit__(self, *details):
        if self.enabled:
            set_rng_state(self.state)
