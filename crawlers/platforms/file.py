"""A list that comes as a file: XLSX, CSV, PDF, JSON, XML, saved HTML, text; at an address or on disk."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from core.listing import Answer, Ask, ListConfig, PlatformReading
from crawlers import files
from crawlers.platforms import PLATFORMS

_ENDINGS = frozenset(
    ".xlsx .xlsm .xlsb .xls .ods .csv .tsv .psv .txt .json .jsonl .ndjson .xml .pdf .mhtml .mht .docx".split()
)


class File:
    """One answer that holds the whole list."""

    name = "file"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """An address that ends like a file's."""
        return {} if PurePosixPath(urlsplit(url).path).suffix.lower() in _ENDINGS else None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The file."""
        return (Ask(url=config.url, label=file_name(config.url)),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Every row of the file, or why it gives none."""
        body = answer.body or answer.text.encode()
        reading = files.read(body, file_name(answer.final_url or answer.ask.url), url=answer.ask.url)
        return PlatformReading(
            rows=reading.records, declared_total=reading.declared_total, pages_known=1, refused=reading.refused
        )


def file_name(url: str) -> str:
    """The last part of an address or path."""
    return unquote(PurePosixPath(urlsplit(url).path).name) or url


PLATFORMS.add(File.name)(File())
