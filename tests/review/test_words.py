"""Every word of the pages stands in both languages, with the same blanks, and templates use no other."""

import re
import string
from itertools import product
from pathlib import Path

import pytest

from core.words import Access, ActivityKind, EmailKind, Field, HasRd, Role, Status
from review.roles import May
from review.words import catalogue, word
from tests.review.conftest import Person

REVIEW = Path(__file__).resolve().parents[2] / "review"
USED = re.compile(r"""\bt\(\s*["']([a-z_]+\.[\w/?.]+)["']""")


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_it_with_the_same_blanks() -> None:
    for key, (zh, en) in catalogue().items():
        assert blanks(zh) - {"zh"} == blanks(en) - {"en"}, key
        assert not zh.isascii() or zh == en or blanks(zh), f"{key}: Chinese is never an afterthought"


def test_templates_and_code_use_words_that_exist() -> None:
    missing = set()
    for file in [*REVIEW.rglob("*.html"), *REVIEW.rglob("*.py")]:
        text = file.read_text(encoding="utf-8")
        found = set(USED.findall(text))
        if file.suffix == ".py" and file.name != "__init__.py":
            found |= set(re.findall(r'(?:Refusal|both|word)\((?:\w+(?:\.\w+)?, )?"([a-z_]+\.[\w.]+)"', text))
        # A key that ends in "_" or "." is the beginning of one that a stored word completes.
        missing |= {f"{file.name}: {key}" for key in found if key[-1] not in "_." and key not in catalogue()}
    assert missing == set()


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("status", Status),
        ("access", Access),
        ("has_rd", HasRd),
        ("activity", ActivityKind),
        ("email", EmailKind),
        ("role", Role),
        ("may", May),
        ("field", Field),
    ],
)
def test_every_stored_word_has_a_name(prefix: str, values: type) -> None:
    for value, language in product(values, ("zh", "en")):
        assert word(language, f"{prefix}.{value.value}") != f"{prefix}.{value.value}"  # type: ignore[arg-type]


def test_the_language_is_switched_and_kept(rep: Person) -> None:
    assert "今天的 50 家" in rep.get("/").text
    answer = rep.browser.post("/language", data={"to": "en", "back": "/queue?status=review"})
    assert answer.headers["location"] == "/queue?status=review"
    page = rep.get("/").text
    assert "Today&#39;s 50" in page
    assert '<html lang="en"' in page


def test_english_pages_hold_no_chinese_of_ours(rep: Person) -> None:
    rep.browser.post("/language", data={"to": "en"})
    for path in ("/", "/queue", "/ladder", "/appeals", "/account"):
        text = re.sub(r'<(button|span)[^>]*lang="zh-CN"[^>]*>.*?</\1>', "", rep.get(path).text)
        assert not re.search("[\u4e00-\u9fff]", text), path
