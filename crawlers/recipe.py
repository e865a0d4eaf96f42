"""What a crawl learned of a page, kept in the list's YAML: fast nightly reading, and an alarm when the page changes.

A recipe is `{"structure": …, "firms": […], "rows": n}`: where the rows stand, a sample of names to prove by, and how
many rows the page had. A changed page is mined anew, and believed only if the known firms are still on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import JsonValue

from core.catalogue import load, parse
from core.listing import ListConfig
from core.records import ListRow
from core.values.fold import fold

ENOUGH = 0.5
"""Share of known firms that proves a page to be the same list; between two days few firms join or leave."""
_SAMPLE = 60
_BLOCK = re.compile(r"^recipe:.*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


def learned(found: Mapping[str, JsonValue], rows: Sequence[ListRow]) -> dict[str, JsonValue]:
    """The recipe to keep after a reading that somebody, or the proof below, accepted."""
    return {"structure": dict(found), "firms": [row.name for row in rows[:_SAMPLE]], "rows": len(rows)}


def structure(recipe: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The part that the reader understands."""
    found = (recipe or {}).get("structure")
    return found if isinstance(found, dict) else None


def share_kept(recipe: Mapping[str, Any], rows: Sequence[ListRow]) -> float:
    """How far the known firms and these rows are one list: 1 where all are still there, or nothing is known.

    Measured against the smaller of the two, as a new design may show fewer or more firms a page.
    """
    known = {_key(str(name)) for name in recipe.get("firms") or ()}
    now = {_key(row.name) for row in rows}
    if not known:
        return 1.0
    return len(known & now) / min(len(known), len(now)) if now else 0.0


def store(path: Path, recipe: Mapping[str, Any] | None) -> ListConfig:
    """Write the recipe into a list's YAML, leaving every other line as a person wrote it; None takes it out."""
    text = _BLOCK.sub("", path.read_text(encoding="utf-8")).rstrip("\n") + "\n"
    if recipe:
        text += yaml.safe_dump({"recipe": dict(recipe)}, allow_unicode=True, sort_keys=False, width=120)
    parse(text, ListConfig, str(path))
    path.write_text(text, encoding="utf-8")
    return load(path, ListConfig)


def _key(name: str) -> str:
    return " ".join(fold(name).casefold().split())
