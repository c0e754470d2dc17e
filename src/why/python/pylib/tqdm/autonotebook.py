"""The same `tqdm` under another of its names."""

from tqdm import tqdm, trange

__all__ = ["tqdm", "trange"]
