"""`showfloor registry import`: what a person saved, printed or exported is stored with the firm that it names, or refused."""

import asyncio
import json
from email.message import EmailMessage

import pytest
from typer.testing import CliRunner

from cli.main import build
from core.errors import BadInput
from core.settings import settings
from core.web.chromium import find_browser, launch_options
from core.words import Field
from storage.database import open_database
from storage.repositories.firms import load_firm
from storage.repositories.sightings import save_sightings
from tests.registry import layouts
from tests.registry.test_exports import HEADS, ROW, sheet
from tests.storage import made


def run(*words):
    return CliRunner().invoke(build("registry"), ["registry", "import", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def firm():
    """The firm of the saved pages, known from a list so far."""
    with open_database(settings().database).writing() as tx:
        save_sightings(tx, made.SHOW, [made.sighting(layouts.TITLE)])
    return made.firm(layouts.TITLE)


def known(firm):
    with open_database(settings().database).reading() as tx:
        return load_firm(tx, firm)


def as_html(path):
    path.write_text(layouts.QCC_NEW, encoding="utf-8")


def as_old_html(path):
    path.write_bytes(layouts.QCC_NEW.replace("utf-8", "gb18030").encode("gb18030"))


def as_mhtml(path):
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message.set_content("x")
    message.clear_content()
    message.make_related()
    part = EmailMessage()
    part.set_content(layouts.QCC_NEW, subtype="html", charset="utf-8", cte="quoted-printable")
    message.attach(part)
    path.write_bytes(message.as_bytes())


def as_pdf(path):
    from playwright.async_api import async_playwright

    if find_browser(settings()) is None:
        pytest.skip("no Chromium on this machine that could print the page")

    async def work():
        async with async_playwright() as playwright:
            options = launch_options(settings(), 9) | {"proxy": None}
            browser = await playwright.chromium.launch(**options)
            page = await browser.new_page()
            await page.set_content(layouts.QCC_NEW)
            path.write_bytes(await page.pdf())
            await browser.close()

    asyncio.run(work())


def as_export(path):
    sheet(path, [HEADS, ROW, ["别的有限公司", "存续", *[""] * (len(HEADS) - 2)]])


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("page.html", as_html),
        ("page.htm", as_old_html),
        ("page.mhtml", as_mhtml),
        pytest.param("page.pdf", as_pdf, marks=pytest.mark.browser),
        ("export.xlsx", as_export),
    ],
)
def test_what_was_saved_is_stored_with_its_firm_and_the_file_as_its_evidence(firm, tmp_path, name, write):
    path = tmp_path / name
    write(path)
    told = json.loads(run(path, "--title", "企查查导出 2026-11", "--json").stdout)
    assert told == {"stored": 1, "not_in_base": ["别的有限公司"] if name == "export.xlsx" else []}
    found = known(firm)
    assert found.value(Field.uscc) == layouts.CODE
    fact = found.fact(Field.registry_status)
    assert fact is not None
    (capture,) = [c for c in found.captures if c.id == fact.capture]
    assert capture.title == name
    from storage.evidence.store import EvidenceStore

    assert EvidenceStore(settings().evidence).body(capture) == path.read_bytes()
    again = json.loads(run(path, "--title", "企查查导出 2026-11", "--json").stdout)
    assert again["stored"] == 1
    assert len(known(firm).facts) == len(found.facts), "the same file twice doubles nothing"


def test_a_page_about_another_firm_is_stored_with_nobody(firm, tmp_path):
    path = tmp_path / "other.html"
    path.write_text(layouts.QCC_NEW.replace(layouts.TITLE, "别的有限公司").replace(layouts.CODE, ""), encoding="utf-8")
    assert json.loads(run(path, "--json").stdout) == {"stored": 0, "not_in_base": ["别的有限公司"]}
    assert known(firm).facts == ()


REFUSED = [
    ("sign-in.html", "<html><title>会员登录</title><form>请登录<input type=password></form></html>".encode(), "save the firm's own page"),
    ("wall.html", "<html><title>安全验证</title>请完成安全验证，拖动滑块后继续访问</html>".encode(), "challenged"),
    ("empty.html", b"", "empty"),
    ("broken.pdf", b"%PDF-1.4 nothing", "cannot be opened as PDF"),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "holds no page"),
    ("renamed.csv", "机构,状况,备注\n甲有限公司,好,无\n".encode(), "renamed.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "told"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_what_cannot_be_read_is_one_clear_line_and_nothing_is_stored(firm, tmp_path, name, body, told):
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(BadInput, match=told) as refused:
        run(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert known(firm).facts == ()


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        run(tmp_path / "none.html")
