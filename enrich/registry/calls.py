"""Calls to the licensed APIs: send, read the code in the body, act on it (retry, stop the source, pass over)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.enrichment import Web
from core.errors import SourceDown
from core.records import Capture
from core.words import Access
from enrich.ledger import UsedUp
from enrich.registry import api_codes
from enrich.registry.api_codes import Action
from enrich.registry.embedded import decoded


@dataclass(frozen=True)
class Call:
    """One request, ready to send. `headers` are made anew for every try, because signatures carry the time."""

    url: str
    headers: Callable[[], Mapping[str, str]]


@dataclass(frozen=True)
class Result:
    """One usable answer: the tree, whether the registry knows nothing, and what was billed."""

    tree: Any
    capture: Capture
    action: Action
    calls: int
    billed: int
    detail: str = ""


PAUSES = (1.0, 3.0)
"""Seconds before the second and third try. Tianyancha asks for three seconds after "too frequent"."""


async def send(call: Call, source: str, web: Web) -> Result:
    """Ask until there is an answer that is no "retry later".

    Raises UsedUp where the quota is used up, SourceDown for configuration errors and where every try was refused: the
    code stands in its detail.
    """
    billed, pauses = 0, PAUSES
    for number in range(len(pauses) + 1):
        headers = {**call.headers(), "X-Try": str(number + 1)}
        page = await web.get(call.url, source=source, headers=headers, robots=False)
        tree = decoded(page.text)
        said = api_codes.meaning(tree)
        if said is None:
            if page.capture.access is Access.not_found:
                return Result({}, page.capture, Action.not_found, number + 1, billed)
            raise SourceDown(
                source, Access.layout_changed, "the answer is no answer of this API: check the base address"
            )
        billed += said.billed
        if said.action in (Action.use, Action.not_found, Action.bad_input):
            return Result(tree, page.capture, said.action, number + 1, billed, api_codes.detail_of(tree))
        if said.action is not Action.retry:
            if said.action is Action.quota:
                raise UsedUp(source, Access.rate_limited, api_codes.detail_of(tree))
            raise SourceDown(source, Access.blocked, api_codes.detail_of(tree))
        if number < len(pauses):
            await asyncio.sleep(pauses[number])
    raise SourceDown(source, Access.rate_limited, f"{api_codes.detail_of(tree)} ({len(pauses) + 1} tries)")
