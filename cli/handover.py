"""`showfloor export`: hand firms over as a file, or to Zoho CRM."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.console import emit, err, escape, out, say, table
from core.errors import BadInput
from core.settings import settings
from core.words import Status
from exports.zoho.outcome import Handed
from storage.database import Database
from storage.views import Filter


class Target(StrEnum):
    """Where to."""

    xlsx = "xlsx"
    csv = "csv"
    zoho = "zoho"
    dossier = "dossier"


def export(
    target: Annotated[Target, typer.Argument(help="xlsx, csv, dossier (a checkable ZIP a firm), or zoho")],
    to: Annotated[Path | None, typer.Option("--out", help="file to write; for zoho and dossier a folder")] = None,
    status: Annotated[list[Status] | None, typer.Option(help="which firms; may be repeated; void never leaves")] = None,
    source: Annotated[str | None, typer.Option(help="only firms of this list")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would leave; send and write nothing")] = False,
    by: Annotated[str, typer.Option(help="whose name stands in the export log")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Hand over: qualified firms, without voids, without people on the do-not-contact list. Every export is logged."""
    from exports.gate import allowed
    from storage.database import open_database

    statuses = sorted(allowed(status or []))
    db = open_database(settings().database)
    who = by or getpass.getuser()
    chosen = Filter(source=_known_list(db, source))
    if target is Target.zoho and to is None:
        _zoho(db, chosen, statuses, who, dry_run, as_json)
        return
    if dry_run:
        _count(db, target, chosen, statuses, as_json)
        return
    _files(db, target, chosen, statuses, to or Path(_name(target)), who, as_json)


def _name(target: Target) -> str:
    day = datetime.now(UTC).strftime("%Y%m%d")
    return f"showfloor-{day}" + (f".{target.value}" if target in (Target.xlsx, Target.csv) else f"-{target.value}")


def _known_list(db: Database, source: str | None) -> str | None:
    from storage.repositories.sources import all_sources

    if source is None:
        return None
    with db.reading() as tx:
        known = [s.key for s in all_sources(tx) if s.kind.value in ("show", "association", "industry_site", "file")]
    if source not in known:
        raise BadInput(f"no list {source!r} in the base; there are: {', '.join(known) or 'none yet'}")
    return source


def _files(
    db: Database, target: Target, chosen: Filter, statuses: list[Status], to: Path, who: str, as_json: bool
) -> None:
    from exports.leaving import take_out
    from exports.zoho.handover import bulk_files

    if target is Target.zoho:
        made, files = bulk_files(db, settings(), chosen, statuses, to, who)
    else:
        made, files = take_out(db, target.value, chosen, to, who, datetime.now(UTC), statuses), (to,)
    if as_json:
        emit({"export": made, "files": [str(path) for path in files]})
        return
    places = "、".join(str(path) for path in files)
    out.print(
        say(
            f"已导出 {made.firms} 家企业、{made.contacts} 位联系人：{places}",
            f"{made.firms} firms and {made.contacts} people written to {places}",
        ),
        soft_wrap=True,
        markup=False,
    )
    if not made.firms:
        _why_none(db)


def _why_none(db: Database) -> None:
    from storage.repositories.tally import status_counts

    with db.reading() as tx:
        there = {status.value: n for status, n in status_counts(tx).items() if n}
    shown = ", ".join(f"{status} {n}" for status, n in there.items()) or say("没有企业", "no firms")
    err.print(
        say(
            f"没有符合条件的企业；库中有：{shown}。可用 --status 选择其他状态",
            f"no firm of that status; the base holds: {shown}. Choose others with --status",
        ),
        soft_wrap=True,
        markup=False,
    )


def _count(db: Database, target: Target, chosen: Filter, statuses: list[Status], as_json: bool) -> None:
    from exports.columns import legal_name
    from exports.leaving import chosen_ids, leaving

    with db.reading() as tx:
        firms = [
            (f.id, legal_name(f), len(f.contacts)) for f in leaving(tx, chosen_ids(tx, chosen, statuses), statuses)
        ]
    if as_json:
        emit({"dry_run": True, "target": target.value, "firms": len(firms), "people": sum(n for _, _, n in firms),
              "ids": [firm for firm, _, _ in firms]})  # fmt: skip
        return
    table("", [say("编号", "id"), say("企业", "firm"), say("联系人", "people")], firms[:50], right=[2])
    out.print(say(f"共 {len(firms)} 家，未写出任何文件", f"{len(firms)} firms would leave; nothing was written"))


def _zoho(db: Database, chosen: Filter, statuses: list[Status], who: str, dry_run: bool, as_json: bool) -> None:
    from exports.zoho.handover import hand_over

    done = hand_over(db, settings(), chosen, statuses, who, dry_run=dry_run)
    if as_json:
        emit(done)
    else:
        _told(done)
    if done.failed:
        raise typer.Exit(1)


def _told(done: Handed) -> None:
    if done.dry_run:
        out.print(say("试运行：未连接网络，未写入任何数据", "dry run: nothing was sent, nothing was written"))
    table(
        "",
        [say("项目", "what"), say("数量", "number")],
        [
            (say("新建企业", "firms inserted"), len(done.inserted)),
            (say("更新企业", "firms updated"), len(done.updated)),
            (say("未变化", "unchanged"), done.unchanged),
            (say("未签核，未发送", "held back: not signed by a person"), done.unsigned),
            (say("联系人", "people sent"), done.people),
            (say("留在境内的联系人", "people kept in China"), done.people_kept_home),
            (say("被拒绝", "refused by Zoho"), len(done.failed)),
            (say("调用次数", "calls"), done.calls),
        ],
        right=[1],
    )
    if done.left_out:
        out.print(
            escape(
                say("组织中没有这些字段，已略去：", "fields your organisation lacks, left out: ")
                + ", ".join(done.left_out)
            )
        )
    for failure in done.failed[:50]:
        out.print(f"[red]✗[/red] {escape(failure.name)} {failure.code}: {escape(failure.why)}", soft_wrap=True)
