"""Checks of ZIP containers before anything opens them: bombs, lies about sizes, overlaps, passwords.

The central directory is checked first, then every member is really inflated with a cap, as a directory can lie and the
spreadsheet library would believe the stream.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from core.errors import BadInput

MOST_MEMBERS = 5_000
MOST_INFLATED = 600_000_000
MOST_RATIO = 250
_SMALL = 20_000_000
"""Members below this size are never refused for their ratio: blank XML compresses a thousandfold."""
MOST_CELLS = 30_000_000
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_WIDE = re.compile(rb'\br="([A-Z]{2,3})\d+"')
_REPEATED = re.compile(
    rb'number-(?:rows|columns)-repeated="(\d{5,})"[^>]*>(.{0,4000}?)</table:table-(?:row|cell)>', re.S
)


def members(data: bytes, name: str) -> list[str]:
    """The names of the members. Raises BadInput for anything but an honest archive of bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise BadInput(f"{name}: the file is truncated or broken; download it again") from error
    if len(infos) > MOST_MEMBERS:
        raise BadInput(f"{name}: an archive of {len(infos)} members is no list; refused")
    if any(info.flag_bits & 1 for info in infos):
        raise BadInput(f"{name}: protected by a password; remove it and save the file again")
    if sum(info.compress_size for info in infos) > len(data):
        raise BadInput(f"{name}: members overlap, as in a decompression bomb; refused")
    swollen = any(i.file_size > _SMALL and i.file_size > MOST_RATIO * max(i.compress_size, 1) for i in infos)
    if swollen or sum(info.file_size for info in infos) > MOST_INFLATED:
        raise BadInput(f"{name}: unpacks to far more than a list can hold, as a decompression bomb does; refused")
    return [info.filename for info in infos]


def inspect(data: bytes, name: str) -> None:
    """Inflate every XML member with a cap and look for sheets that claim absurd sizes. Raises BadInput."""
    total = 0
    for info, raw in _compressed(data, name):
        inflated = _inflate(info, raw, name, MOST_INFLATED - total)
        total += len(inflated)
        if re.search(r"worksheets/[^/]+\.xml$", info.filename):
            _bearable(inflated, name)
        if info.filename == "content.xml":
            repeated = (
                m for m in _REPEATED.finditer(inflated) if b"<text:p" in m.group(2) or b"office:value" in m.group(0)
            )
            if any(int(match.group(1)) > 100_000 for match in repeated):
                raise BadInput(f"{name}: a cell is repeated more than 100,000 times; refused")


def _compressed(data: bytes, name: str) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels", ".bin")) and info.file_size:
                at = info.header_offset
                if data[at : at + 4] != b"PK\x03\x04":
                    raise BadInput(f"{name}: the file is truncated or broken; download it again")
                lengths = int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(
                    data[at + 28 : at + 30], "little"
                )
                begin = at + 30 + lengths
                yield info, data[begin : begin + info.compress_size]


def _inflate(info: zipfile.ZipInfo, raw: bytes, name: str, left: int) -> bytes:
    if info.compress_type == zipfile.ZIP_STORED:
        return raw
    cap = min(left, info.file_size)
    try:
        stream = zlib.decompressobj(-15)
        inflated = stream.decompress(raw, cap + 1)
    except zlib.error as error:
        raise BadInput(f"{name}: the file is truncated or broken; download it again") from error
    if len(inflated) > cap:
        raise BadInput(f"{name}: unpacks to more than it declares, as a decompression bomb does; refused")
    return inflated


def _bearable(sheet: bytes, name: str) -> None:
    """Readers lay a sheet out as a full rectangle: two cells in opposite corners would cost 17 thousand million cells."""
    rows = max((int(match) for match in _ROW.findall(sheet)), default=0)
    if rows * 26 <= MOST_CELLS and not re.search(rb'\br="[A-Z]{3}\d+"', sheet):
        return
    wide = max((_column(match) for match in set(_WIDE.findall(sheet))), default=26)
    if rows * wide > MOST_CELLS:
        raise BadInput(
            f"{name}: a sheet spans {rows:,} rows and {wide:,} columns, mostly empty; save only the list itself"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
