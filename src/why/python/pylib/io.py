"""Streams that live in memory. There are no files here, so `open` is the one that says so."""

from _io import (
    DEFAULT_BUFFER_SIZE, BlockingIOError, BytesIO, StringIO, UnsupportedOperation, _BufferedIOBase, _IOBase, _RawIOBase,
    _TextIOBase,
)
from builtins import open

__all__ = [
    "BlockingIOError", "BufferedIOBase", "BytesIO", "DEFAULT_BUFFER_SIZE", "IOBase", "RawIOBase", "SEEK_CUR", "SEEK_END",
    "SEEK_SET", "StringIO", "TextIOBase", "UnsupportedOperation", "open",
]
SEEK_SET, SEEK_CUR, SEEK_END = range(3)
IOBase, RawIOBase, BufferedIOBase, TextIOBase = _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase
