"""The picture of an API's answer says that it is one; a page is drawn as it was archived."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from core.errors import BadInput
from core.records import Capture, Page
from core.settings import Settings
from core.web.browser import Browser
from core.web.chromium import required_browser
from core.web.reader import WebReader
from core.web.rendering import drawable
from core.words import Access
from storage.evidence.store import EvidenceStore
from tests.core.web.site import Site

ANSWER = json.dumps(
    {"Status": "200", "Result": {"Name": "上海示例汽车电子有限公司", "Note": "<script>alert(1)</script>"}}
)


def page(text: str, kind: str) -> Page:
    capture = Capture(
        sha256="ab" * 32, url="http://api.example/get", final_url="http://api.example/get", content_type=kind,
        fetched_at=datetime(2026, 11, 21, 3, 4, 5, tzinfo=UTC), access=Access.ok, http_status=200,
    )  # fmt: skip
    return Page(capture=capture, text=text)


def test_an_answer_is_laid_out_under_what_it_is() -> None:
    drawn = drawable(page(ANSWER, "application/json"))
    for told in ("不是网页截图", "not of a web page", "http://api.example/get", "2026-11-21 03:04:05 UTC", "ab" * 32):
        assert told in drawn
    assert '"Name": "上海示例汽车电子有限公司"' in drawn.replace("&quot;", '"')
    assert "<script>" not in drawn


@pytest.mark.parametrize(
    ("text", "kind", "rendered"),
    [
        ("<html><p>页面</p></html>", "text/html", False),
        ("<p>no type given", "", False),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"></html>', "application/xhtml+xml", False),
        ("[1, 2]", "", True),
        ("\ufeff{}", "text/html; charset=utf-8", True),
        ('<?xml version="1.0"?><error>no</error>', "application/xml", True),
        ("统一社会信用代码 9131", "text/plain", True),
        ("{not quite json", "application/json", True),
    ],
)
def test_only_what_is_no_page_is_rendered(text: str, kind: str, rendered: bool) -> None:
    drawn = drawable(page(text, kind))
    assert ("不是网页截图" in drawn) == rendered
    assert rendered or drawn == text


@pytest.mark.browser
def test_a_page_that_was_brought_as_a_file_is_photographed_too(
    sent_to: Callable[..., Settings], store: EvidenceStore
) -> None:
    try:
        required_browser(Settings())
    except BadInput as error:
        pytest.skip(str(error))

    async def work() -> None:
        async with Site() as site, Browser(sent_to(site, http_timeout_seconds=10)) as browser:
            kept = store.keep(
                url="file:page.html", final_url="file:page.html", status=200, headers={"content-type": "text/html"},
                body="<p>法定代表人 张建国</p>".encode(), access=Access.ok, fetched_at=datetime.now(UTC),
            )  # fmt: skip
            async with WebReader(sent_to(site), store, browser) as reader:
                shown = await reader.shoot(Page(capture=kept, text="<p>法定代表人 张建国</p>"), ["张建国"])
            assert shown.screenshot
            assert shown.final_url == "file:page.html"

    asyncio.run(work())


@pytest.mark.browser
def test_the_value_is_boxed_on_the_picture_and_nothing_is_fetched(sent_to: Callable[..., Settings]) -> None:
    try:
        required_browser(Settings())
    except BadInput as error:
        pytest.skip(str(error))

    async def work() -> None:
        async with Site() as site, Browser(sent_to(site, http_timeout_seconds=10)) as browser:
            answer = page(ANSWER, "application/json")
            shots = await browser.shoot(answer.capture.final_url, ["上海示例汽车电子有限公司"], html=drawable(answer))
            assert shots.full
            assert shots.boxed == ("上海示例汽车电子有限公司",)
            assert "/get" not in site.asked

    asyncio.run(work())
