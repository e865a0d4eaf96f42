"""The labels, keys and marks of registry pages, from `config/lookups/registry_labels.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.catalogue import words
from core.settings import settings
from core.values.fold import fold

_UNIT = re.compile(
    r"[(](万?[元圆]|万?(?:人民币|美元|欧元|日元|港元|新台币)(?:元)?|千元|人民币(?:万元|元)|美元|RMB|USD|CNY|EUR)[)]$",
    re.I,
)


@dataclass(frozen=True)
class Vocabulary:
    """What is known of labels and keys, folded for comparison."""

    fields: dict[str, str]
    """Folded label → canonical field."""
    keys: dict[str, tuple[str, ...]]
    """Canonical field → JSON keys, the most trusted first."""
    absent: frozenset[str]
    noise: re.Pattern[str]
    hidden: re.Pattern[str]
    scrambled: tuple[str, ...]
    withheld: tuple[str, ...]
    not_capital: frozenset[str]
    inline: re.Pattern[str]
    """A label with its colon inside running text."""
    probe: tuple[str, ...]
    """Labels of which a registry page holds at least one (the layout probe)."""

    def field(self, text: str) -> str | None:
        """The field that a label names, or None where the text is no label."""
        return self.fields.get(label_key(text)) if len(text) <= 60 else None


def label_key(text: str) -> str:
    """A label without blanks, colons, leading marks, units and case; brackets in half width."""
    key = re.sub(r"[\s:：]+", "", fold(text)).strip("·•*★●▪■?ⓘ|-").casefold()
    return _UNIT.sub("", key)


def label_unit(text: str) -> str:
    """The unit that a label carries for its value: 注册资本(万元) → 万元; empty where it carries none."""
    unit = _UNIT.search(re.sub(r"[\s:：]+$", "", fold(text)))
    return unit[1] if unit else ""


def vocabulary() -> Vocabulary:
    """The vocabulary of this installation, compiled once."""
    return _compile(settings().config_dir / "lookups" / "registry_labels.yml")


@lru_cache(maxsize=4)
def _compile(path: Path) -> Vocabulary:
    data = words(path)
    fields = {label_key(label): field for field, labels in data["fields"].items() for label in labels}
    labels = sorted({fold(label) for listed in data["fields"].values() for label in listed}, key=len, reverse=True)
    spaced = "|".join(_spaced(label) for label in labels)
    probe = [label for field, listed in data["fields"].items() for label in listed if _telling(field, label)]
    return Vocabulary(
        fields=fields,
        keys={field: tuple(keys) for field, keys in data["json_keys"].items()},
        absent=frozenset(str(word).casefold() for word in data["absent"]),
        noise=re.compile("^(?:" + "|".join(map(re.escape, data["noise"])) + r")[\s\d>》:.…]*$", re.I),
        hidden=re.compile("|".join(map(re.escape, data["hidden"])), re.I),
        scrambled=tuple(data["scrambled"]),
        withheld=tuple(data["withheld"]),
        not_capital=frozenset(data["not_capital"]),
        inline=re.compile(rf"(?<![\w\u4e00-\u9fff])({spaced})(?:[(（][^()（）]{{1,12}}[)）])?\s*[:：]\s*", re.I),
        probe=tuple(probe),
    )


def _spaced(label: str) -> str:
    """The label with blanks allowed between Chinese characters, as justified tables print them: 名 称."""
    if label.isascii():
        return re.escape(label)
    wide = {"(": "[(（]", ")": "[)）]", "/": "[/／]"}
    return r"\s*".join(wide.get(char, re.escape(char)) for char in label if not char.isspace())


def _telling(field: str, label: str) -> bool:
    """Labels that only registries print; 地址 or phone stand on any page."""
    return field not in ("phone", "email", "website", "area") and (
        len(label) >= 4 if not label.isascii() else len(label) >= 10
    )
