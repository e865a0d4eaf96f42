"""Lists that come as files: XLSX, CSV, JSON, XML, PDF, saved HTML, plain text. One reader a format, chosen by content.

`read` is all that others need. A file that cannot be used at all is BadInput with one clear line; a file that can be
read but holds no list of firms is a ListReading with `refused`. See docs/add-a-list.md.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.errors import BadInput
from core.listing import ListReading
from core.plugins import Register
from crawlers.files.body import FileBody

Reader = Callable[[FileBody], ListReading]
READERS: Register[Reader] = Register("file reader", "crawlers.files")

MOST_BYTES = 200_000_000
"""More than any catalogue has; stated as a limit so that a wrong file fails at once."""


def read(source: Path | bytes, name: str | None = None, url: str | None = None) -> ListReading:
    """Every firm of a file, whatever its name claims to be.

    `name` is what a person calls the file, shown in errors; `url` is where it came from, for relative links.
    Raises BadInput for a file that cannot be used: missing, empty, broken, protected, or made to harm.
    """
    from crawlers.files.sniffing import format_of

    if isinstance(source, Path):
        name = name or source.name
        try:
            if source.stat().st_size > MOST_BYTES:
                raise BadInput(f"{name}: larger than {MOST_BYTES // 1_000_000} MB; give only the list itself")
            source = source.read_bytes()
        except OSError as error:
            raise BadInput(f"{name}: cannot be read ({error.strerror})") from error
    body = FileBody(data=source, name=name or "file", url=url or "")
    if len(body.data) > MOST_BYTES:
        raise BadInput(f"{body.name}: larger than {MOST_BYTES // 1_000_000} MB; give only the list itself")
    return READERS.get(format_of(body))(body)


__all__ = ["READERS", "FileBody", "Reader", "read"]
