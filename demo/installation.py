"""An installation of its own for the demo: a data folder, a configuration that knows the demo web, and its settings."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import yaml

from core.settings import ROOT, Settings, settings
from demo import sources
from demo.pages import patents, registry
from demo.records import World


def install(home: Path, world: World, hosts: dict[str, str], keep: bool) -> Settings:
    """Make (or, with `keep`, go on with) the data folder and point this process at the demo web that `hosts` leads to."""
    if home.exists() and not keep:
        shutil.rmtree(home)
    config = home / "config"
    if config.exists():
        shutil.rmtree(config)
    shutil.copytree(ROOT / "config", config, ignore=shutil.ignore_patterns("lists"))
    sources.write_lists(world, config / "lists")
    _write(config / "registries.yml", registry.CONFIG)
    _write(config / "patent_sites.yml", patents.CONFIG)
    os.environ.update(
        SHOWFLOOR_HOME=str(home),
        SHOWFLOOR_CONFIG_DIR=str(config),
        SHOWFLOOR_HOSTS=json.dumps(hosts),
        SHOWFLOOR_SITE_DELAY_SECONDS="0",
        SHOWFLOOR_HTTP_TIMEOUT_SECONDS="5",
    )
    settings.cache_clear()
    return settings()


def _write(path: Path, data: object) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
