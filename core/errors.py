"""The four errors that steer the pipeline; anything else that is raised is a bug.

`SkipRecord`: one row cannot be read; go on with the next.
`SkipFirm`: this firm cannot be enriched now; the chunk goes on.
`SourceDown`: this source is unusable for the rest of the run; it says so once.
`BadInput`: somebody gave us something we cannot use; the message names what, where, and what to do. Exit code 2.
"""

from core.words import Access


class SkipRecord(Exception):
    """One record of a list or file is unreadable; the message says which and why."""


class SkipFirm(Exception):
    """This firm failed; others go on."""


class SourceDown(Exception):
    """A source must be left alone for the rest of the run."""

    def __init__(self, source: str, access: Access, detail: str = "") -> None:
        self.source, self.access, self.detail = source, access, detail
        super().__init__(f"{source}: {access.value}{': ' + detail if detail else ''}")


class BadInput(Exception):
    """Unusable input from a person: one clear line, exit code 2, nothing written."""


class Conflict(BadInput):
    """Somebody else changed the same thing first; the message says who and when. Nothing was written."""
