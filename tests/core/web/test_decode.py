"""Bytes become text whatever is declared, and are recognised for what they are."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.web.decode import Kind, decode, sniff

ZH = "上海汽车集团股份有限公司研发中心发布新一代电驱动系统，" * 4
TW = "上海汽車集團股份有限公司研發中心發布新一代電驅動系統，" * 4
JA = "株式会社デンソー 技術研究所のご案内です。" * 5
KO = "현대자동차 주식회사 연구개발 센터" * 4
DE = "<html><p>Grüße aus München, Straße der Entwicklung – Prüfstände für Fahrzeuge</p>"
LATIN = "text/html; charset=iso-8859-1"


@pytest.mark.parametrize(
    ("text", "charset", "content_type", "meta"),
    [
        (ZH, "gb18030", "text/html; charset=utf-8", "utf-8"),
        (ZH, "gbk", LATIN, "gb2312"),
        (ZH, "gbk", None, "iso-8859-1"),
        (ZH, "gbk", None, "gb2312"),
        (ZH + "㐀镕", "gb18030", "text/html; charset=gb2312", "gb2312"),
        (ZH, "utf-8", "text/html; charset=gbk", "gbk"),
        (ZH, "utf-8-sig", LATIN, "gbk"),
        (ZH, "utf-16", None, "utf-8"),
        (ZH, "utf-16-le", None, "utf-8"),
        (TW, "big5", None, "utf-8"),
        (TW, "big5", LATIN, "big5"),
        (JA, "cp932", LATIN, "x"),
        (JA, "euc_jp", None, "utf-8"),
        (JA, "iso2022_jp", None, "utf-8"),
        (KO, "euc_kr", LATIN, "x"),
    ],
)
def test_a_wrong_declaration_does_no_harm(text: str, charset: str, content_type: str | None, meta: str) -> None:
    page = f"<html><head><meta charset={meta}></head><body>{text}"
    assert decode(page.encode(charset), content_type) == page
    assert sniff(page.encode(charset), content_type) is Kind.html


@pytest.mark.parametrize("content_type", [None, LATIN, "text/html; charset=utf-8", "text/html; charset=nonsense"])
def test_western_text_stays_western(content_type: str | None) -> None:
    assert decode(DE.encode("cp1252"), content_type) == DE


def test_a_body_cut_within_a_character_is_still_utf8() -> None:
    assert decode(ZH.encode()[:-1], "text/html; charset=gbk") == ZH[:-1]


@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "text/html; charset=utf-16", "x; charset=\xff"]))
def test_nothing_breaks_it(body: bytes, content_type: str | None) -> None:
    assert isinstance(decode(body, content_type), str)
    assert isinstance(sniff(body, content_type), Kind)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200))
def test_utf8_survives(text: str) -> None:
    if "\x1b" not in text and "\x00" not in text and not text.startswith("\ufeff"):
        assert decode(text.encode(), "text/html; charset=gbk") == text


def _office(member: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("body", "declared", "kind"),
    [
        (b"", "text/html", Kind.empty),
        (b"%PDF-1.4 x", "text/html", Kind.pdf),
        (b"<html><body>x", "application/pdf", Kind.html),
        (b'{"a": 1}', "text/html", Kind.json),
        (b"<?xml version='1.0'?><list/>", "text/html", Kind.xml),
        (b"<?xml version='1.0'?><!DOCTYPE html><html/>", "text/xml", Kind.html),
        (b"BMW AG;Munich", "text/csv", Kind.text),
        (b"\x89PNG\r\n\x1a\n", "text/html", Kind.image),
        (_office("xl/workbook.xml"), "application/zip", Kind.xlsx),
        (_office("word/document.xml"), None, Kind.docx),
        (_office("a.txt"), None, Kind.zip),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "text/html", Kind.xls),
        (b"\x1f\x8b\x08", None, Kind.gzip),
        (bytes(range(32)) * 20, "text/html", Kind.binary),
    ],
)
def test_bytes_are_what_they_are(body: bytes, declared: str | None, kind: Kind) -> None:
    assert sniff(body, declared) is kind
