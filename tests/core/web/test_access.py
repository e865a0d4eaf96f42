"""How answers are classified: the wording of real block, sign-in and error pages, and ordinary pages that resemble them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from core.web.access import classify
from core.web.decode import decode
from core.words import Access

CASES = [
    case
    for name in ("access_cases.yml", "access_more_cases.yml")
    for case in yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))["cases"]
]


def _page(case: dict[str, Any]) -> str:
    page = str(case["page"])
    filler = " ".join(["gear housing 齿轮箱壳体 Getriebe"] * (case.get("filler", 0) // 3))
    return page.replace("</body>", f"<p>{filler}</p></body>") if filler else page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_answer_is_what_it_says(case: dict[str, Any]) -> None:
    found = classify(
        case["status"],
        case.get("headers", {}),
        _page(case),
        case.get("url", "https://firm.example/page"),
        case.get("labels", ()),
    )
    assert found == Access(case["want"])


@pytest.mark.shared
def test_real_block_pages(shared: Path) -> None:
    words = {"js_challenge": "challenged"}
    for meta in sorted((shared / "registry" / "antibot").glob("*.meta.json")):
        truth = json.loads(meta.read_text(encoding="utf-8"))["truth"]
        body = meta.with_suffix("").with_suffix("").read_bytes()
        found = classify(truth.get("http", 200), {}, decode(body), "https://site.example/page")
        assert found == words.get(truth["class"], truth["class"]), meta.name


@pytest.mark.shared
def test_real_ordinary_pages_are_ok(shared: Path) -> None:
    pages = [p for kind in ("sites", "lists", "registry") for p in sorted((shared / kind).rglob("*.html"))]
    pages = [p for p in pages if p.parent.name != "antibot"]
    assert len(pages) > 50
    wrong = {
        p.name: a for p in pages if (a := classify(200, {}, decode(p.read_bytes()), "https://firm.example/p")) != "ok"
    }
    assert wrong == {}


def test_a_status_that_nobody_knows_says_nothing_about_the_firm() -> None:
    for status in range(300, 600):
        found = classify(status, {}, "", "https://firm.example/")
        assert found.says_something == (status in (404, 410)), status
