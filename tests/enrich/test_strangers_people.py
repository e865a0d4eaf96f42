"""Whole pages of invented firms in many languages: the people, telephones and addresses that a reader finds on them."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from enrich.contacts import parse_contacts

HERE = Path(__file__).parent
PAGES = [
    page for path in sorted(HERE.glob("strangers_people_*.yml")) for page in yaml.safe_load(path.read_text("utf-8"))
]
FORMS = re.compile(r"(?:先生|小姐|女士|博士)|^(?:mr|mrs|ms|dr)\b\.?|[\s　・·•,.]", re.I)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).lower()


def number(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text).replace("(0)", "")).lstrip("0")


def same_number(one: str, two: str) -> bool:
    one, two = number(one), number(two)
    return one in two or two in one


@pytest.mark.parametrize("page", PAGES, ids=[page["id"] for page in PAGES])
def test_what_a_page_names(page: dict[str, Any]) -> None:
    """A title may be read longer or shorter than it is told here; a number with or without its country's code."""
    read = parse_contacts(page["html"], page["url"] or "")
    wanted = {FORMS.sub("", name).lower(): squeezed(title) for name, title in page.get("people", [])}
    maybe = {FORMS.sub("", name).lower() for name in page.get("maybe", [])}
    got = {FORMS.sub("", p.name).lower(): squeezed(p.title or "") for p in read.people}
    missed = page.get("missed", [])
    assert set(got) - maybe == set(wanted) - {FORMS.sub("", name).lower() for name in missed}
    assert [
        name
        for name, title in got.items()
        if name in wanted and title not in wanted[name] and wanted[name] not in title
    ] == []
    phones, emails = page.get("phones", []), page.get("emails", [])
    assert [p for p in read.phones if not any(same_number(p, w) for w in phones)] == []
    assert [w for w in phones if not any(same_number(p, w) for p in read.phones)] == []
    assert sorted(read.emails) == sorted(emails)
