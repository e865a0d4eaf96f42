"""What a file reader gets."""

from core.records import Frozen


class FileBody(Frozen):
    """The bytes of one file, what a person calls it, and where it came from (empty where nobody knows)."""

    data: bytes
    name: str
    url: str
