"""Plain text: one firm a line, or blocks of lines."""

from __future__ import annotations

from core.listing import ListReading
from crawlers.files import READERS
from crawlers.files.body import FileBody
from crawlers.files.encodings import decoded


@READERS.add("text")
def read_text_file(body: FileBody) -> ListReading:
    """The firms that a text names."""
    from crawlers.lists import read_text

    return read_text(decoded(body.data).replace("\x00", ""))
