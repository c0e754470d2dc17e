"""There is no GPU here: programs that ask are told so, as a CPU build of PyTorch does."""

import torch


def is_available():
    return False


def device_count():
    return 0


def manual_seed(seed):
    """Accepted, as PyTorch accepts it without a GPU."""


manual_seed_all = manual_seed


def empty_cache():
    pass


def synchronize(device=None):
    raise AssertionError("Torch not compiled with CUDA enabled")


current_device = get_device_name = memory_allocated = max_memory_allocated = synchronize
