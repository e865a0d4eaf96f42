"""Every platform reads its recorded cases from the first ask to the last. Adding a platform adds a folder, no code."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from core.errors import BadInput, SourceDown
from core.listing import Answer, Ask, ListConfig
from core.words import Access
from crawlers.platforms import PLATFORMS
from tests.platforms.crawl import Case

PAGES = Path(__file__).resolve().parents[1] / "pages" / "platforms"
CASES = sorted(path.parent for path in PAGES.glob("*/*/meta.json"))
GENERAL = {"generic", "file"}
"""Not one site's layout: they are tested with the engine and with the file readers."""
NAMED = [name for name in PLATFORMS.names() if name not in GENERAL]


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_case_gives_what_is_expected(folder: Path) -> None:
    """Same rows, same asks in the same order, same total."""
    found = Case(folder).crawl()
    golden = folder / "expected.json"
    if not golden.exists():
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{golden} was missing; it is written now: read it through before you keep it")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMED)
def test_every_platform_has_a_case(name: str) -> None:
    """No platform without at least one recorded crawl."""
    assert list((PAGES / name).glob("*/meta.json")), f"tests/pages/platforms/{name}/<case>/ is missing"


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_address_belongs_to_one_platform(folder: Path) -> None:
    """Recognition is never ambiguous: no other platform claims the address and page of a case."""
    case = Case(folder)
    page = case.text(case.meta.get("page"))
    claims = [
        name for name, platform in PLATFORMS if name in NAMED and platform.recognise(case.config.url, page) is not None
    ]
    assert set(claims) <= {folder.parent.name}


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
@pytest.mark.parametrize("text", ["<html><body><h1>Relaunch</h1><p>Welcome</p></body></html>", '{"status":"ok"}', ""])
def test_an_answer_of_another_shape_is_layout_changed(folder: Path, text: str) -> None:
    """A redesign is never taken for an empty list: the first ask answered by something else raises, or goes on asking."""
    case = Case(folder)
    for ask in case.platform.start(case.config):
        assert _until_refused(case, ask, text) is Access.layout_changed


def _until_refused(case: Case, ask: Ask, text: str) -> Access | None:
    for _ in range(4):
        try:
            reading = case.platform.read(_answer(ask, text), case.config)
        except SourceDown as down:
            return down.access
        assert not reading.rows
        assert reading.more, "neither rows, nor a further ask, nor layout_changed"
        ask = reading.more[0]
    return None


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_closed_door_is_named(folder: Path) -> None:
    """An answer behind a login is no list, whatever its text."""
    case = Case(folder)
    ask = case.platform.start(case.config)[0]
    with pytest.raises(SourceDown) as caught:
        case.platform.read(_answer(ask, "<html/>", Access.login_required), case.config)
    assert caught.value.access in (Access.login_required, Access.layout_changed)


@pytest.mark.parametrize("name", NAMED)
def test_strange_addresses_belong_to_no_platform(name: str) -> None:
    """Recognition never raises and never claims an ordinary site."""
    platform = PLATFORMS.get(name)
    for url in ("https://www.example.org/exhibitors", "https://[broken", "", "mailto:a@example.org"):
        assert platform.recognise(url) is None
        assert platform.recognise(url, "<html><body><ul><li>Alpha GmbH</li></ul></body></html>") is None


@pytest.mark.parametrize("name", NAMED)
def test_an_unknown_param_is_named(name: str) -> None:
    """A slip in a list's YAML stops at the start and says which key."""
    config = ListConfig(title="Slip Show 2027", platform=name, url="https://www.example.org/", params={"pge_size": 5})
    with pytest.raises(BadInput, match="pge_size"):
        PLATFORMS.get(name).start(config)


def test_no_secret_is_kept_in_a_platform() -> None:
    """Keys come from the page while crawling; none stands in the code or in the cases."""
    for path in (Path(__file__).resolve().parents[2] / "crawlers" / "platforms").glob("*.py"):
        assert "eyJ" not in path.read_text(encoding="utf-8"), path
    for folder in CASES:
        for held in Case(folder).meta["answers"]:
            assert urlsplit(held["ask"].split(" ", 1)[1]).scheme == "https"


def _answer(ask: Ask, text: str, access: Access = Access.ok) -> Answer:
    return Answer(ask=ask, final_url=ask.url, status=200, access=access, body=text.encode(), text=text)
