"""Numbers as pages print them: several in a line, extensions, faxes, and digits that are none."""

import pytest

from core.values.phones import read_phones, valid_phone

LINES = [
    ("电话：028-67335998 67335997", "CN", ["+862867335998", "+862867335997"]),
    ("电话:0512-52531161/52531162", "CN", ["+8651252531161", "+8651252531162"]),
    ("Tel:021-12345678，13812345678", "CN", ["+862112345678", "+8613812345678"]),
    ("手机（微信同号）：138 0000 0000", "CN", ["+8613800000000"]),
    ("服务热线：400-616-9196", "CN", ["+864006169196"]),
    ("联系电话：（0755）２７８３ ７５０８", "CN", ["+8675527837508"]),
    ("0086-510-86121888", "CN", ["+8651086121888"]),
    ("TEL.045-933-3651（代）", "JP", ["+81459333651"]),
    ("Tel. 089/12 34 56-78", "DE", ["+498912345678"]),
    ("+33 (0)1 23 45 67 89", None, ["+33123456789"]),
    ("Phone: (313) 555-0123", "US", ["+13135550123"]),
    ("1-647-367-0751", "CA", ["+16473670751"]),
    ("邮编：610500 QQ：1302200750", "CN", []),
    ("HRB 4067 USt-ID DE238109856", "DE", []),
    ("统一社会信用代码：91310000132260250X", "CN", []),
    ("2026-11-05 10:30", "CN", []),
    ("津ICP备09010752号", "CN", []),
]


@pytest.mark.parametrize(("line", "region", "wanted"), LINES)
def test_reads(line: str, region: str | None, wanted: list[str]) -> None:
    assert [phone.e164 for phone in read_phones(line, region)] == wanted


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("TEL:03-6431-9687　FAX:03-3493-7970", ["phone", "fax"]),
        ("Tel/Fax: +81 3 6431 9687", ["both"]),
        ("電話・FAX 03-6431-9687", ["fax"]),
        ("T: +81 3 6431 9687 | F: +81 3 3493 7970", ["phone", "fax"]),
    ],
)
def test_a_fax_is_told_from_a_telephone(line: str, kinds: list[str]) -> None:
    assert [phone.kind for phone in read_phones(line, "JP")] == kinds


@pytest.mark.parametrize(
    ("line", "extension"),
    [
        ("电话：0755-27837508-811", "811"),
        ("电话：021-59881234转801", "801"),
        ("021-59881234 分机 12", "12"),
        ("Tel +1 313 555 0123 ext. 44", "44"),
    ],
)
def test_an_extension_is_kept(line: str, extension: str) -> None:
    assert [phone.extension for phone in read_phones(line, "CN")] == [extension]


def test_only_a_whole_number_of_a_known_plan_is_valid() -> None:
    good, unknown = read_phones("Tel: 0512-62527619", "CN")[0], read_phones("Tel: 0123 456789", None)[0]
    assert valid_phone(good)
    assert not valid_phone(unknown)
    assert unknown.raw == "0123 456789"
