"""Compressed bodies, opened no further than a limit: one small chunk of a hostile server can hold gigabytes.

A client's own decoder opens a whole chunk before anybody can count it, and `Content-Encoding: gzip, gzip` multiplies
that a thousandfold. Here each layer stops at the limit by itself.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any, Protocol

_LAYERS = 3
"""Nobody compresses a page more often than that."""


class TooLarge(ValueError):
    """More came out than was allowed."""


class _Layer(Protocol):
    def open(self, data: bytes) -> bytes:
        """What these bytes become. Raises TooLarge, or ValueError where they are not what they claim to be."""
        ...


class _Zlib:
    """gzip and deflate; some servers send deflate without its head, as browsers know."""

    def __init__(self, limit: int, *, bare: bool) -> None:
        self._left = limit
        self._may_be_bare = bare
        self._inner = zlib.decompressobj(zlib.MAX_WBITS if bare else zlib.MAX_WBITS | 32)

    def open(self, data: bytes) -> bytes:
        try:
            found = self._inner.decompress(data, self._left + 1)
        except zlib.error as error:
            if not self._may_be_bare:
                raise ValueError(f"the body is not compressed as it says ({error})") from error
            self._may_be_bare, self._inner = False, zlib.decompressobj(-zlib.MAX_WBITS)
            return self.open(data)
        self._may_be_bare = self._may_be_bare and not found
        self._left -= len(found)
        if self._left < 0:
            raise TooLarge
        return found


class _Brotli:
    def __init__(self, limit: int, brotli: Any) -> None:
        self._left, self._inner, self._error = limit, brotli.Decompressor(), brotli.error

    def open(self, data: bytes) -> bytes:
        try:
            found: bytes = self._inner.process(data, output_buffer_limit=max(self._left, 1))
        except self._error as error:
            raise ValueError(f"the body is not compressed as it says ({error})") from error
        self._left -= len(found)
        if self._left < 0 or not self._inner.can_accept_more_data():
            raise TooLarge
        return found


def _with_brotli() -> Any:
    """The library where it is installed and can be held to a limit, which it can since 1.2."""
    try:
        brotli = importlib.import_module("brotli")
    except ImportError:
        return None
    return brotli if hasattr(brotli.Decompressor, "can_accept_more_data") else None


_BROTLI = _with_brotli()
ACCEPTED = "gzip, deflate, br" if _BROTLI else "gzip, deflate"
"""What a request says that we can read."""


class Inflater:
    """Opens one body, chunk by chunk."""

    def __init__(self, encodings: str, limit: int) -> None:
        """`encodings` is the header as it came; names that nobody knows ("utf-8", "none") are passed over, as browsers do."""
        made: dict[str, Callable[[], _Layer]] = {
            "gzip": lambda: _Zlib(limit, bare=False),
            "x-gzip": lambda: _Zlib(limit, bare=False),
            "deflate": lambda: _Zlib(limit, bare=True),
        }
        if _BROTLI is not None:
            made["br"] = lambda: _Brotli(limit, _BROTLI)
        named = [name for part in encodings.split(",") if (name := part.strip().casefold()) in made]
        if len(named) > _LAYERS:
            raise TooLarge
        self._layers = [made[name]() for name in reversed(named)]
        self._left = limit

    def feed(self, chunk: bytes) -> bytes:
        """The next part of the body. Raises TooLarge beyond the limit, ValueError for what cannot be opened."""
        for layer in self._layers:
            chunk = layer.open(chunk) if chunk else b""
        self._left -= len(chunk)
        if self._left < 0:
            raise TooLarge
        return chunk
