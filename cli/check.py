"""`showfloor check`: every YAML, plug-in, the database and the browser: what is ready and what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from cli.console import emit, out, say, table
from core.errors import BadInput
from core.settings import Settings, settings


class Checked(NamedTuple):
    """One thing, whether it is ready, and what to say about it. `needed` things that are not ready fail the check."""

    what: str
    ready: bool
    detail: str
    needed: bool = True


def check(as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False) -> None:
    """What is ready and what is not. Exit 1 where something needed is missing."""
    found = [checked for part in _PARTS for checked in part(settings())]
    if as_json:
        emit([checked._asdict() for checked in found])
    else:
        table(
            "",
            ["", say("检查项", "what"), say("说明", "detail")],
            (("✓" if c.ready else "✗" if c.needed else "–", c.what, c.detail) for c in found),
        )
    if any(c.needed and not c.ready for c in found):
        if not as_json:
            out.print(say("有项目尚未就绪", "something that is needed is not ready"))
        raise typer.Exit(1)


def _tried(what: str, look: Callable[[], str], needed: bool = True) -> Checked:
    try:
        return Checked(what, True, look(), needed)
    except BadInput as wrong:
        return Checked(what, False, str(wrong), needed)
    except Exception as wrong:
        # Whatever is wrong here is what the check is for.
        return Checked(what, False, f"{type(wrong).__name__}: {wrong}", needed)


def _configuration(s: Settings) -> Iterator[Checked]:
    from core.policy import load_policy
    from crawlers.loader import list_keys, load_list
    from crawlers.platforms import PLATFORMS
    from screen.catalogue import catalogue
    from screen.taxonomy import taxonomy

    yield _tried("policy.yml", lambda: f"version {load_policy(s.config_dir).version}")
    yield _tried("taxonomy.yml", lambda: f"version {taxonomy().version}, {len(taxonomy().sub_fields())} sub-fields")
    yield _tried("catalogue.yml", lambda: f"version {catalogue().version}, {len(catalogue().offers)} offers")
    for key in list_keys():

        def ready(name: str = key) -> str:
            config = load_list(name)
            asks = PLATFORMS.get(config.platform).start(config)
            on = "" if config.enabled else say("（未启用）", " (off)")
            return (
                f"{config.platform}, {len(asks)} first request(s){on}; {config.proved or say('未验证', 'never proved')}"
            )

        yield _tried(f"lists/{key}.yml", ready)


def _plugins(_: Settings) -> Iterator[Checked]:
    from crawlers.files import READERS
    from crawlers.platforms import PLATFORMS
    from enrich import ENRICHERS
    from exports import EXPORTS
    from screen.rule import RULES

    for register in (PLATFORMS, READERS, ENRICHERS, RULES, EXPORTS):
        yield _tried(f"{register.kind}s", partial(_names, register.names))


def _names(names: Callable[[], list[str]]) -> str:
    found = names()
    return f"{len(found)}: {', '.join(found)}"


def _places(s: Settings) -> Iterator[Checked]:
    from core.web.chromium import required_browser
    from storage.database import open_database
    from storage.evidence.store import EvidenceStore
    from storage.repositories.tally import status_counts

    def base() -> str:
        database = open_database(s.database)
        with database.reading() as tx:
            counts = status_counts(tx)
        kind = "SQLite" if database.is_sqlite else "PostgreSQL"
        return f"{kind}: " + ", ".join(f"{n} {status.value}" for status, n in counts.items())

    yield _tried(say("数据库", "database"), base)
    yield _tried(say("证据库", "evidence"), lambda: str(_writable(EvidenceStore(s.evidence).folder)))
    yield _tried(say("浏览器", "browser"), lambda: str(required_browser(s)))


def _writable(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".probe"
    probe.write_bytes(b"")
    probe.unlink()
    return folder


def _keys(s: Settings) -> Iterator[Checked]:
    """Optional accounts: without them their route is left out, and the others go on."""
    for what, there in (
        ("Qichacha API", s.qcc_key and s.qcc_secret),
        ("Tianyancha API", s.tyc_token),
        ("Companies House", s.companies_house_key),
        ("EPO OPS", s.epo_key and s.epo_secret),
        ("Zoho CRM", s.zoho_refresh_token),
        ("Prefect server", s.prefect_api_url),
    ):
        yield Checked(
            what,
            bool(there),
            say("已配置", "configured") if there else say("未配置（可选）", "not configured (optional)"),
            needed=False,
        )


_PARTS = (_configuration, _plugins, _places, _keys)
