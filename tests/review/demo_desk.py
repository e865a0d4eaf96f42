"""An installation of its own beside a running demo web: the settings that `showfloor demo` makes, and pages on top."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from core.settings import Settings, settings
from demo.installation import _write
from demo.pages import patents, registry
from demo.serve import DemoWeb
from demo.world import make_world
from review.desk import Desk
from storage.repositories.runs import run_of
from storage.views import Run

FIRMS, SEED = 24, 7


@contextmanager
def demo_settings(home: Path, patch: pytest.MonkeyPatch) -> Iterator[tuple[DemoWeb, Settings]]:
    """The demo web, and settings that know it and no list yet."""
    import json
    import shutil

    from core.settings import ROOT

    with DemoWeb(make_world(FIRMS, SEED, date.today())) as web:  # noqa: DTZ011 - the demo's days are relative
        config = home / "config"
        shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("lists"))
        (config / "lists").mkdir()
        _write(config / "registries.yml", registry.CONFIG)
        _write(config / "patent_sites.yml", patents.CONFIG)
        told = {
            "SHOWFLOOR_HOME": str(home), "SHOWFLOOR_CONFIG_DIR": str(config), "SHOWFLOOR_HOSTS": json.dumps(web.hosts),
            "SHOWFLOOR_SITE_DELAY_SECONDS": "0", "SHOWFLOOR_HTTP_TIMEOUT_SECONDS": "5",
        }  # fmt: skip
        for name, value in told.items():
            patch.setenv(name, value)
        settings.cache_clear()
        yield web, settings()


def show_address(web: DemoWeb) -> str:
    """The address of the demo web's show list."""
    return next(
        config.url
        for key, config in web.list_configs().items()
        if key.startswith("autoexpo") or "exhibitors?page" in config.url
    )


def ended(desk: Desk, run: str, seconds: float = 240) -> Run:
    """The run once it has ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with desk.db.reading() as tx:
            found = run_of(tx, run)
        if found.ended_at is not None:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{run} still goes on after {seconds:.0f} s: {found}")
