"""`showfloor evidence`: check the store, pack a dossier, see what it takes on disk, remove what nothing rests on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import emit, out, say, table
from core.errors import BadInput
from core.settings import settings

if TYPE_CHECKING:
    from storage.evidence.retention import Pruned

app = typer.Typer(
    no_args_is_help=True,
    help="The evidence store: check it, pack a firm's dossier, see its size, keep it within a budget.",
)


@app.command()
def verify(
    folder: Annotated[Path | None, typer.Argument(help="an evidence folder; empty = this installation's")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Check every archived page, screenshot and line of the manifest. Exit 1 where something is wrong."""
    from storage.evidence.retention import usage
    from storage.evidence.verify import verify as check

    place = folder or settings().evidence
    problems = check(place)
    size = usage(place)
    if as_json:
        emit({"folder": str(place), "ok": not problems, "pages": size.pages, "shots": size.shots, "problems": problems})
    elif problems:
        table(
            "",
            [say("问题", "problem"), say("位置", "where"), say("说明", "what")],
            ((p.kind, p.where, p.what) for p in problems[:200]),
        )
        out.print(say(f"发现 {len(problems)} 处问题", f"{len(problems)} problems found"))
    else:
        out.print(
            say(
                f"证据完整：{size.pages} 个页面，{size.shots} 张截图，清单链未断",
                f"intact: {size.pages} pages, {size.shots} screenshots, the chain of the manifest is whole",
            )
        )
    if problems:
        raise typer.Exit(1)


@app.command()
def pack(
    firm: Annotated[str, typer.Argument(help="a firm's id, name or registry number")],
    to: Annotated[Path | None, typer.Option("--to", help="a new folder or a .zip file; empty = FIRM.zip here")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Write a dossier that a third party can check with nothing but Python."""
    from storage.database import open_database
    from storage.evidence.pack import pack as write
    from storage.evidence.store import EvidenceStore
    from storage.repositories.firms import find_firm, load_firm

    db = open_database(settings().database)
    with db.reading() as tx:
        lines = find_firm(tx, firm)
        if not lines:
            raise BadInput(f"no firm matches {firm!r}; try: showfloor firms --search NAME")
        if len(lines) > 1 and lines[0].id != firm:
            names = "; ".join(f"{line.id[:10]} {line.name}" for line in lines[:6])
            raise BadInput(f"{firm!r} fits {len(lines)} firms, give the id: {names}")
        found = load_firm(tx, lines[0].id)
    target = write(found, EvidenceStore(settings().evidence), to or Path(f"{found.id}.zip"))
    if as_json:
        emit({"firm": found.id, "dossier": str(target), "captures": len(found.captures), "facts": len(found.facts)})
        return
    out.print(
        say(
            f"已写出 {found.name} 的档案：{target}（解压后运行 python3 check.py 核对）",
            f"dossier of {found.name} written to {target}; unpack it and run: python3 check.py",
        ),
        markup=False,
    )


@app.command()
def prune(
    days: Annotated[int | None, typer.Option(help="remove pages older than this that nothing rests on", min=1)] = None,
    budget: Annotated[float | None, typer.Option(help="gigabytes that the store may take", min=0.0)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what would be removed")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Remove archived pages on which nothing of the firm base rests, oldest first; the manifest keeps a tombstone of each."""
    from storage.database import open_database
    from storage.evidence.retention import prune as remove
    from storage.evidence.store import EvidenceStore
    from storage.evidence.verify import verify as check
    from storage.repositories.evidence import cited_captures

    if days is None and budget is None:
        raise BadInput("say what may go: --days N (older pages) or --budget GB (the oldest pages until the store fits)")
    place = settings().evidence
    if problems := check(place):
        raise BadInput(
            f"{place}: {len(problems)} problems, nothing was removed; see `showfloor evidence verify` ({problems[0].what})"
        )
    with open_database(settings().database).reading() as tx:
        cited = cited_captures(tx)
    done = remove(
        EvidenceStore(place),
        cited,
        budget=None if budget is None else int(budget * 1e9),
        before=None if days is None else datetime.now(UTC) - timedelta(days=days),
        dry_run=dry_run,
    )
    over = budget is not None and done.left > budget * 1e9
    if as_json:
        emit({**done.model_dump(mode="json"), "dry_run": dry_run, "over_budget": over})
        return
    out.print(_pruned(done, dry_run))
    if over:
        out.print(
            say(
                f"仍超出预算：{done.cited / 1e6:.1f} MB 为企业库所引用，一天内的页面也不删除",
                f"still over the budget: {done.cited / 1e6:.1f} MB are cited by the firm base, and pages of the last day stay too",
            )
        )


def _pruned(done: Pruned, dry_run: bool) -> str:
    """One line on what went, or would go."""
    if not done.captures:
        return say("没有可删除的页面", "there is nothing to remove")
    span = f"{done.oldest:%Y-%m-%d} – {done.newest:%Y-%m-%d}"
    freed, left = f"{done.bytes / 1e6:.1f} MB", f"{done.left / 1e6:.1f} MB"
    zh = f"{'将删除' if dry_run else '已删除'} {done.captures} 个页面（{span}）的 {done.files} 个文件，{freed}；剩余 {left}"
    en = f"{'would remove' if dry_run else 'removed'} {done.files} files of {done.captures} pages ({span}), {freed}; {left} left"
    return say(zh, en)


@app.command()
def usage(as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False) -> None:
    """What the evidence takes on disk."""
    from storage.evidence.retention import usage as count

    found = count(settings().evidence)
    if as_json:
        emit({**found.model_dump(), "bytes": found.bytes})
        return
    rows = [
        (say("页面", "pages"), found.pages, f"{found.page_bytes / 1e6:.1f}"),
        (say("截图", "screenshots"), found.shots, f"{found.shot_bytes / 1e6:.1f}"),
        (say("清单", "manifest"), "", f"{found.manifest_bytes / 1e6:.1f}"),
        (say("合计", "total"), found.pages + found.shots, f"{found.bytes / 1e6:.1f}"),
    ]
    table("", ["", say("文件", "files"), "MB"], rows, right=(1, 2))
