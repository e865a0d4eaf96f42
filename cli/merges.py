"""`showfloor merge`: proposals that two rows are one firm; accept, decline, or take a merge back."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from cli.console import chinese, emit, out, say, table
from core.errors import BadInput
from core.settings import settings

app = typer.Typer(no_args_is_help=True, help="Proposals that two rows are one firm.")
Json = Annotated[bool, typer.Option("--json", help="Print JSON")]
By = Annotated[str, typer.Option("--by", help="Who decides", default_factory=getpass.getuser)]


@app.command("list")
def show(
    limit: Annotated[int, typer.Option(help="How many")] = 50,
    after: Annotated[str | None, typer.Option(help="Where the last page ended")] = None,
    as_json: Json = False,
) -> None:
    """Proposals that wait, the surest first."""
    from storage.database import open_database
    from storage.repositories.firms import firm_lines
    from storage.repositories.identity import open_proposals

    with open_database(settings().database).reading() as tx:
        page = open_proposals(tx, after, limit, "merge")
        lines = firm_lines(tx, [f for p in page.items for f in (p.firm, p.other or p.firm)])
    if as_json:
        emit({"items": list(page.items), "next": page.next})
        return
    rows = [
        (
            p.id,
            f"{p.score:.2f}",
            lines[p.firm].name,
            lines[p.other].name if p.other else "",
            "; ".join(r.zh if chinese() else r.en for r in p.reasons),
        )
        for p in page.items
    ]
    columns = ("编号", "分值", "企业", "另一企业", "理由") if chinese() else ("id", "score", "firm", "other", "reasons")
    table("", columns, rows, right=(1,))


@app.command()
def accept(proposal: str, by: By, as_json: Json = False) -> None:
    """These two are one firm: merges them and remembers the other name."""
    from flows.stages.resolve import accept_proposal
    from storage.database import open_database

    with open_database(settings().database).writing() as tx:
        merge = accept_proposal(tx, proposal, by)
    if as_json:
        emit(merge)
    else:
        out.print(say(f"已合并: {merge.id}", f"merged: {merge.id}"))


@app.command()
def decline(proposal: str, by: By) -> None:
    """These two are different firms: never proposed again."""
    from storage.database import open_database
    from storage.repositories.identity import settle_proposal

    with open_database(settings().database).writing() as tx:
        settle_proposal(tx, proposal, accepted=False, by=by)
    out.print(say("已拒绝", "declined"))


@app.command()
def undo(merge: str, by: By, why: Annotated[str, typer.Option(help="Reason")] = "undo") -> None:
    """Take a merge back: both firms stand as they did."""
    from storage.database import open_database
    from storage.repositories.merges import undo_merge

    if not merge.strip():
        raise BadInput("which merge? find its id with: showfloor explain FIRM")
    with open_database(settings().database).writing() as tx:
        undo_merge(tx, merge, by, why)
    out.print(say("已撤销", "undone"))
