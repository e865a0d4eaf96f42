"""Enrich: every enricher that is switched on looks at a firm; what it finds is stored before the next one looks.

A firm that fails never fails its chunk; a source that is unusable says so once and is left alone for the run.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from datetime import datetime
from graphlib import TopologicalSorter
from pathlib import Path

from core.enrichment import Enricher, Gleaned, Web
from core.errors import BadInput, SkipFirm, SourceDown
from core.records import Capture, Firm, Page
from core.web.decode import decode
from core.web.reader import WebReader
from enrich import ENRICHERS
from flows.context import Context
from flows.gathered import Gathered, gather, with_gathered
from screen.case import Case
from storage.database import Transaction
from storage.repositories.evidence import (
    mark_enriched,
    save_activities,
    save_captures,
    save_contacts,
    save_facts,
    save_searches,
)
from storage.repositories.sources import save_sources

PASSES = 3
"""An enricher that brought nothing home is asked again when others did: the registry may know the firm's site."""


def switched_on(ctx: Context) -> tuple[Enricher, ...]:
    """The enrichers of the installation in an order in which each finds what it builds on."""
    unknown = set(ctx.policy.disabled) - set(ENRICHERS.names())
    if unknown:
        raise BadInput(
            f"policy.yml: disabled: no enricher {', '.join(sorted(unknown))}; there are: {', '.join(ENRICHERS.names())}"
        )
    on = {name: plugin() for name, plugin in ENRICHERS if name not in ctx.policy.disabled}
    order = TopologicalSorter({name: [need for need in plugin.needs if need in on] for name, plugin in on.items()})
    return tuple(on[name] for name in order.static_order())


async def enrich_firm(
    ctx: Context, firm: Firm, reader: WebReader, enrichers: Sequence[Enricher]
) -> tuple[Gathered, list[str]]:
    """Look at one firm: everything gathered, and what went wrong, one line each. Writes captures to the store only.

    The base learns nothing before the firm is done: a firm whose worker was killed is looked at again from the same
    state, and ends the same.
    """
    gathered = Gathered()
    problems: list[str] = []
    async with reader.firm() as web:
        waiting = list(enrichers)
        for _ in range(PASSES):
            told = len(firm.facts)
            for enricher in tuple(waiting):
                if not enricher.wants(firm, ctx.clock()):
                    continue
                gleaned = await _glean(enricher, ctx, firm, web, problems)
                if gleaned is not None:
                    if gleaned.leaves:
                        waiting.remove(enricher)
                    new = gather(firm.id, gleaned, ctx.clock())
                    gathered += new
                    firm = with_gathered(firm, new)
            if len(firm.facts) == told:
                break
        shown, unshown = await illustrate(ctx, firm, web)
    return gathered + Gathered(captures=shown), list(dict.fromkeys(problems + unshown))


async def _glean(enricher: Enricher, ctx: Context, firm: Firm, web: Web, problems: list[str]) -> Gleaned | None:
    try:
        gleaned = await enricher.glean(firm, web, ctx.today)
    except (SkipFirm, SourceDown, BadInput) as skipped:
        problems.append(f"{enricher.name}: {skipped}")
        return None
    except Exception as bug:
        # A fault in one enricher must not cost the firm its other facts; the run log keeps the place.
        where = traceback.extract_tb(bug.__traceback__)[-1]
        problems.append(f"{enricher.name}: {type(bug).__name__}: {bug} ({Path(where.filename).name}:{where.lineno})")
        return None
    problems += [f"{enricher.name}: {note}" for note in gleaned.notes]
    return gleaned


def store(tx: Transaction, firm: str, new: Gathered, at: datetime) -> None:
    """Write all that was gathered about a firm; the caller's transaction also marks the firm as done."""
    save_sources(tx, new.sources)
    save_captures(tx, new.captures, firm)
    save_facts(tx, new.facts)
    save_activities(tx, new.activities)
    save_contacts(tx, new.contacts)
    save_searches(tx, new.searches)
    mark_enriched(tx, [firm], at)


async def illustrate(ctx: Context, firm: Firm, web: Web) -> tuple[tuple[Capture, ...], list[str]]:
    """Take the screenshots that the policy asks for, with the quotes of the facts boxed (R-041).

    All quotes that rest on one page are boxed on one picture.
    """
    case = Case(firm, ctx.policy, ctx.today)
    quotes: dict[str, list[str]] = {}
    for field in ctx.policy.evidence.screenshot_for:
        fact = case.fact(field)
        capture = case.captures.get(fact.capture or "") if fact is not None else None
        if fact is None or capture is None or capture.screenshot or not capture.access.says_something:
            continue
        quotes.setdefault(capture.id, []).append(fact.quote or str(fact.value))
    shown: list[Capture] = []
    problems = []
    for key, wanted in quotes.items():
        capture = case.captures[key]
        beside = [f.quote for f in firm.facts if f.capture == key and f.quote and f.quote not in wanted]
        page = Page(capture=capture, text=decode(ctx.store.body(capture), capture.content_type))
        try:
            shown.append(await web.shoot(page, [*wanted, *beside][:12]))
        except (SkipFirm, SourceDown, BadInput) as failed:
            problems.append(f"screenshot of {capture.url}: {failed}")
    return tuple(shown), problems
