"""`showfloor preview` and `showfloor lists`: what a list would give, and which lists there are."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from cli.console import emit, err, escape, out, say, table
from core.listing import Preview

_SHOWN = 15


def preview(
    target: Annotated[str, typer.Argument(help="The address of a list, or a file", metavar="URL|FILE")],
    url: Annotated[str | None, typer.Option("--url", help="Where a saved page came from")] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="Also print the YAML of this list under this title")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False,
) -> None:
    """What a crawl would read: first rows, total, completeness proof. Stores nothing."""
    from crawlers.preview import as_yaml, suggest_config, suggest_key
    from crawlers.preview import preview as look

    seen = asyncio.run(look(target, url=url))
    if as_json:
        emit(seen)
    else:
        _show(seen)
    if seen.refused and not seen.rows:
        if not as_json:
            line = seen.refused if seen.refused.startswith(target) else f"{target}: {seen.refused}"
            err.print(f"[red]✗[/red] {escape(line)}", soft_wrap=True)
        raise typer.Exit(2)
    if title and not as_json:
        config = suggest_config(seen, title)
        out.print(
            say(
                f"\n保存为 config/lists/{suggest_key(title)}.yml：", f"\nSave as config/lists/{suggest_key(title)}.yml:"
            )
        )
        out.print(as_yaml(config), markup=False, soft_wrap=True)


def lists(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object")] = False) -> None:
    """Every list in config/lists, with its platform and how its address was last proved."""
    from crawlers.loader import load_lists

    known = load_lists()
    if as_json:
        emit(
            {
                "lists": [
                    {"key": key, **config.model_dump(mode="json", exclude={"recipe"})} for key, config in known.items()
                ]
            }
        )
        return
    table(
        say("名录", "Lists"),
        [say("键", "key"), say("标题", "title"), say("平台", "platform"), say("启用", "on"), say("验证", "proved")],
        [
            (
                key,
                c.title_zh or c.title if say("zh", "en") == "zh" else c.title,
                c.platform,
                "✓" if c.enabled else "–",
                c.proved,
            )
            for key, c in known.items()
        ],
    )


def _show(seen: Preview) -> None:
    from crawlers.proof_words import filled_in_words, proof_in_words

    if not seen.rows:
        return
    out.print(f"[bold]{escape(seen.url)}[/bold]  {say('平台', 'platform')}: {escape(seen.platform)}", soft_wrap=True)
    columns = [
        say("名称", "name"),
        say("展位", "booth"),
        say("国家", "country"),
        say("网站", "website"),
        say("类型", "kind"),
    ]
    rows = [(r.name, r.booth, r.country, r.website or r.profile_url, r.kind.value) for r in seen.rows[:_SHOWN]]
    table("", columns, rows)
    rest = seen.proof.unique_rows - len(rows)
    if rest > 0:
        out.print(say(f"… 以及另外 {rest:,} 条", f"… and {rest:,} more"))
    words = proof_in_words(seen.proof)
    out.print("\n" + say("完整性证明：", "Completeness proof: ") + escape(say(words.zh, words.en)), soft_wrap=True)
    if seen.proof.why:
        out.print(
            say("依据：", "Why: ") + escape(say(seen.proof.why_zh or seen.proof.why, seen.proof.why)), soft_wrap=True
        )
    filled = filled_in_words(seen.proof)
    if filled.en:
        out.print(say("字段填充率：", "Filled: ") + escape(say(filled.zh, filled.en)), soft_wrap=True)
    for warning in seen.warnings:
        out.print(f"[yellow]![/yellow] {escape(warning)}", soft_wrap=True)
