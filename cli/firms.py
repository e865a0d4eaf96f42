"""`showfloor firms` and `showfloor explain`: the base, and one firm down to the archived page."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.console import emit, escape, out, say, table
from core.errors import BadInput
from core.records import Capture, Fact, Finding, Firm, Source
from core.settings import settings
from core.words import Outcome, Status
from screen.fixes import Remedy
from screen.genealogy import turns

_SIGN = {Outcome.passed: "[green]✓[/green]", Outcome.failed: "[red]✗[/red]", Outcome.unknown: "[yellow]?[/yellow]"}


def _line(text: str) -> None:
    """One line, wrapped by the terminal rather than in the middle of a word."""
    out.print(text, soft_wrap=True)


def firms(
    status: Annotated[Status | None, typer.Option(help="only firms of this status")] = None,
    source: Annotated[str | None, typer.Option(help="only firms of this list")] = None,
    rule: Annotated[str | None, typer.Option(help="only firms with this finding, for example E5b")] = None,
    search: Annotated[str | None, typer.Option(help="any part of a name, registry number or domain")] = None,
    limit: Annotated[int, typer.Option(help="how many at most")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """The firm base, filtered; the most promising first."""
    from storage.database import open_database
    from storage.repositories.queue import firms_page
    from storage.repositories.search import search_firms
    from storage.views import Filter

    db = open_database(settings().database)
    with db.reading() as tx:
        chosen = Filter(status=status, source=source, rule=rule)
        lines = search_firms(tx, search, limit) if search else firms_page(tx, chosen, limit=limit).items
    if as_json:
        emit([line.model_dump(mode="json") for line in lines])
        return
    table(
        "",
        [
            say("编号", "id"),
            say("企业", "firm"),
            say("登记名称", "registered name"),
            say("状态", "status"),
            say("级", "grade"),
            say("来源", "source"),
        ],
        ((x.id[:10], x.name, x.legal_name or "–", x.status.value, x.grade or "", x.source) for x in lines),
    )
    if not lines:
        _line(say("没有符合条件的企业", "no firm matches"))


def explain(
    firm: Annotated[str, typer.Argument(help="id, beginning of an id, registry number, domain or name")],
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Verdict, findings, evidence, cheapest fix and history of one firm."""
    from storage.database import open_database

    with open_database(settings().database).reading() as tx:
        found, history = _load(tx, firm)
    if as_json:
        emit({"firm": found, "remedy": _remedy(found), "history": history})
        return
    _print(found, history)


def _load(tx: object, text: str) -> tuple[Firm, list[object]]:
    from storage.repositories.decisions import decision_history
    from storage.repositories.firms import find_firm, load_firm

    lines = find_firm(tx, text)  # type: ignore[arg-type]
    if not lines:
        raise BadInput(f"no firm matches {text!r}; try: showfloor firms --search NAME")
    if len(lines) > 1 and lines[0].id != text:
        names = "; ".join(f"{line.id[:10]} {line.name}" for line in lines[:6])
        raise BadInput(f"{text!r} fits {len(lines)} firms, give the id: {names}")
    firm = load_firm(tx, lines[0].id)  # type: ignore[arg-type]
    return firm, list(decision_history(tx, firm.id))  # type: ignore[arg-type]


def _remedy(firm: Firm) -> Remedy | None:
    from screen.fixes import remedy

    return remedy(firm.verdict) if firm.verdict else None


def _print(firm: Firm, history: list[object]) -> None:
    verdict = firm.verdict
    status = (firm.decision.status if firm.decision else verdict.status if verdict else Status.incomplete).value
    grade = f" {verdict.grade.value}" if verdict and verdict.grade else ""
    _line(f"[bold]{escape(firm.name)}[/bold]  {status}{grade}  [dim]{firm.id}[/dim]")
    titles = {source.key: source for source in firm.sources}
    for row in firm.sightings:
        source = titles.get(row.source)
        _line(
            f"  {escape(source.title if source else row.source)} · {escape(row.booth or '–')} · {escape(row.name)} · {row.seen_at:%Y-%m-%d}"
        )
    for turn in turns(firm.sightings, firm.sources):
        _line(f"  ↺ {escape(say(turn.reason.zh, turn.reason.en))}")
    if verdict is None:
        _line(say("尚未筛选", "not screened yet"))
        return
    facts = {fact.id: fact for fact in firm.facts}
    captures = {capture.id: capture for capture in firm.captures}
    for finding in verdict.findings:
        _print_finding(finding, facts, captures, titles)
    for event in firm.activities[:8]:
        _line(f"  · {event.happened_on} {event.kind.value}: {escape(event.title)}")
    for person in firm.contacts:
        _line(
            f"  ☎ {escape(person.name)} · {escape(person.title or '')} · {escape(person.phone or person.email or '–')}"
        )
    for search in firm.searches:
        _line(
            f"  ⌕ {search.kind}: {escape(search.where)} · {search.pages_seen} {say('页', 'pages')} · {search.coverage:.0%} · {search.hits}"
        )
    plan = _remedy(firm)
    if plan is not None and plan.steps:
        steps = "；".join(say(s.text.zh, s.text.en) + f" ({s.minutes:g} min)" for s in plan.steps)
        _line(f"[bold]{say('最省事的补救', 'cheapest fix')}:[/bold] {escape(steps)}")
    _line(f"[dim]{say('规则版本', 'policy')} {verdict.policy} · {verdict.at:%Y-%m-%d %H:%M}Z · {verdict.inputs}[/dim]")
    for word in history:
        _line(f"  [dim]{escape(str(word))}[/dim]")


def _print_finding(
    finding: Finding, facts: dict[str, Fact], captures: dict[str, Capture], titles: dict[str, Source]
) -> None:
    _line(f"{_SIGN[finding.outcome]} [bold]{finding.code:4}[/bold] {escape(say(finding.reason.zh, finding.reason.en))}")
    shown = set()
    for key in finding.evidence:
        fact = facts.get(key)
        capture = captures.get(fact.capture or "") if fact else captures.get(key)
        if fact is not None and fact.quote:
            _line(f"        “{escape(fact.quote[:160])}”")
        if capture is not None and capture.id not in shown:
            shown.add(capture.id)
            shot = f" · {settings().evidence / capture.screenshot}" if capture.screenshot else ""
            _line(f"        [dim]{escape(capture.final_url)} · {capture.fetched_at:%Y-%m-%d %H:%M}Z{shot}[/dim]")
    if finding.outcome is not Outcome.passed and finding.cheapest_fix:
        fix = finding.cheapest_fix
        _line(f"        → {escape(say(fix.text.zh, fix.text.en))} [dim]({fix.minutes:g} min)[/dim]")
