"""`config/zoho.yml`: which value goes into which field of the customer's organisation."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field as Setting

from core.catalogue import Configured, load
from core.settings import ROOT


class FieldMap(Configured):
    """One field of Zoho and the value that fills it."""

    api_name: str
    source: str = Setting(alias="from")
    required: bool = False


class ModuleMap(Configured):
    """One module of Zoho: its fields, and by which of them Zoho recognises a record that it has."""

    module: str
    duplicate_check: tuple[str, ...]
    fields: tuple[FieldMap, ...]
    firm_field: str | None = None


class ZohoMap(Configured):
    """What firms and people become over there."""

    firms: ModuleMap
    people: ModuleMap
    trigger: tuple[str, ...] = ()


def load_map(config_dir: Path) -> ZohoMap:
    """The installation's map, else the one that comes with the product."""
    own = config_dir / "zoho.yml"
    return load(own if own.is_file() else ROOT / "config" / "zoho.yml", ZohoMap)
