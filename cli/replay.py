"""`showfloor replay` and `showfloor what-if`: the same archive gives the same decisions; another policy shows who flips."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from cli.console import emit, err, escape, out, say, table
from cli.progress import Bars
from core.catalogue import load
from core.policy import Policy, load_policy
from core.settings import settings


def replay(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="only verdicts given by the end of this day"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Check the archive, recompute every current verdict and compare it byte for byte. Exit 1 where anything differs."""
    from flows.context import Context
    from flows.replaying import compared
    from storage.evidence.verify import verify

    damaged = verify(settings().evidence) if settings().evidence.exists() else []
    until = datetime.combine(as_of.date(), time.max, UTC) if as_of else None
    total, differing = 0, []
    with Bars(quiet=as_json) as bars:
        for count, found in compared(Context.open(settings(), bars), until):
            total += count
            differing += found
    if as_json:
        emit(
            {
                "compared": total,
                "identical": total - len(differing),
                "differing": differing,
                "archive": [str(p) for p in damaged],
            }
        )
    else:
        table(
            "",
            [say("企业", "firm"), say("原判", "stored"), say("重算", "again"), say("不同之处", "differs in")],
            ((r.firm, r.stored.status.value, r.again.status.value, ", ".join(r.differs)) for r in differing[:50]),
        ) if differing else None
        out.print(
            say(
                f"{total} 条结论重算，{total - len(differing)} 条逐字节一致",
                f"{total} verdicts recomputed, {total - len(differing)} identical to the byte",
            )
        )
        for problem in damaged[:20]:
            err.print(f"[red]✗[/red] {escape(problem)}", soft_wrap=True)
    if differing or damaged:
        raise typer.Exit(1)


def what_if(
    policy: Annotated[Path, typer.Argument(help="a policy file in the shape of config/policy.yml")],
    as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False,
) -> None:
    """Which firms another policy would move, and by which finding."""
    from flows.context import Context
    from flows.replaying import flips

    proposed = load(policy, Policy)
    with Bars(quiet=as_json) as bars:
        found = list(flips(Context.open(settings(), bars), load_policy(settings().config_dir), proposed))
    if as_json:
        emit({"policy": proposed.version, "flips": found})
        return
    table(
        "",
        [say("企业", "firm"), say("现状", "now"), say("将变为", "would be"), say("由于", "because of")],
        ((f.name, f.before.value, f.after.value, say(f.zh, f.en)) for f in found),
    )
    out.print(say(f"{len(found)} 家企业的状态会改变", f"{len(found)} firms would change their status"))
