"""Addresses as pages print them, and what each is worth."""

import pytest

from core.values.emails import email_kind, read_cfemail, read_emails, read_mailto


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a.b@firm.com", ["a.b@firm.com"]),
        ("邮箱：ｘｒｃ＠ｆｉｒｍ．ｃｏｍ", ["xrc@firm.com"]),
        ("info (at) firm.de", ["info@firm.de"]),
        ("info[at]firm[dot]de", ["info@firm.de"]),
        ("info&#64;firm.de", ["info@firm.de"]),
        ("john dot doe at firm dot com", ["john.doe@firm.com"]),
        ("E-mail:a@firm.cn电话", ["a@firm.cn"]),
        ("Hans@Firma.de.", ["hans@firma.de"]),
        ("a@firm.com; b@firm.com", ["a@firm.com", "b@firm.com"]),
        ("logo@2x.png", []),
        ("yotek_job@126com", []),
        ("meet at firm gate", []),
    ],
)
def test_reads(text: str, wanted: list[str]) -> None:
    assert list(read_emails(text)) == wanted


def test_reads_links_and_the_encoded_attribute() -> None:
    assert read_mailto("mailto:rd%40firm.com?subject=x") == ("rd@firm.com",)
    assert read_cfemail("543931142127353931352c7a373b39") == "me@usameax.com"
    assert read_cfemail("zz") is None


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("wang.jg@firm.com.cn", "corporate"),
        ("wang@mail.firm.com.cn", "corporate"),
        ("info@firm.com.cn", "role"),
        ("sales01@firm.com.cn", "role"),
        ("wangjg@163.com", "free"),
        ("wang@other.com", "inferred"),
    ],
)
def test_kind(address: str, kind: str) -> None:
    assert email_kind(address, ["firm.com.cn"]) == kind


def test_an_address_that_no_page_shows_is_inferred() -> None:
    assert email_kind("wang.jg@firm.com.cn", ["firm.com.cn"], seen=False) == "inferred"
