"""Numbers as bytes; native."""

from _struct import Struct, calcsize, error, iter_unpack, pack, pack_into, unpack, unpack_from

__all__ = ["Struct", "calcsize", "error", "iter_unpack", "pack", "pack_into", "unpack", "unpack_from"]
