"""Numbers as every country prints them at home, on pages that only their address places: telephone, fax and mobile told apart."""

import re

import phonenumbers
import pytest
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from enrich.contacts import parse_contacts

COUNTRIES = (
    "CN TW HK JP KR DE AT CH FR IT ES PT GB IE NL BE LU PL CZ SK HU RO BG SI HR SE DK FI NO EE LT LV GR TR RU UA IL AE SA IN PK ID MY TH "
    "VN SG PH AU NZ ZA EG BR MX AR CL US CA".split()
)
TELEX = {
    "CN": ("电话：", "传真："),
    "TW": ("電話：", "傳真："),
    "JP": ("TEL：", "FAX："),
    "KR": ("전화: ", "팩스: "),
    "RU": ("Тел.: ", "Факс: "),
    "FR": ("Tél. : ", "Fax : "),
}
ENDING = {"GB": "co.uk", "US": "com", "CN": "com.cn"}


def bare(text: str) -> str:
    return re.sub(r"\D", "", text).lstrip("0")


def numbers(country: str) -> tuple[str, str, str]:
    """A telephone, a fax and a mobile number of the country's plan, in its national form."""
    line = phonenumbers.example_number_for_type(country, PhoneNumberType.FIXED_LINE)
    mobile = phonenumbers.example_number_for_type(country, PhoneNumberType.MOBILE)
    national = str(line.national_number)
    near = (
        PhoneNumber(line.country_code, int(f"{national[:-1]}{d}"), italian_leading_zero=line.italian_leading_zero)
        for d in "1357"
    )
    fax = next(n for n in near if n != line and phonenumbers.is_valid_number(n))
    line_, fax_, mobile_ = (phonenumbers.format_number(n, PhoneNumberFormat.NATIONAL) for n in (line, fax, mobile))
    return line_, fax_, mobile_


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize(
    "body", ["<p>{tel}{a}</p><p>{fax}{b}</p><p>Mobile: {c}</p>", "<p>{tel}{a} {fax}{b}</p><p>Mob. {c} / {a}</p>"]
)
def test_a_country(country: str, body: str) -> None:
    a, b, c = numbers(country)
    tel, fax = TELEX.get(country, ("Phone: ", "Fax: "))
    html = (
        f"<html><body><h1>Contact</h1><p>We make parts.</p>{body.format(tel=tel, fax=fax, a=a, b=b, c=c)}</body></html>"
    )
    read = parse_contacts(html, f"https://www.firm.{ENDING.get(country, country.lower())}/contact").phones
    assert [bare(number) for number in read] == list(
        dict.fromkeys(bare(n) for n in sorted((a, c), key=body.format(tel="", fax="", a=a, b=b, c=c).index))
    )
