"""People with titles, numbers and addresses on made pages of four languages."""

import re
import unicodedata
from collections import Counter

import pytest

from enrich.contacts import parse_contacts
from enrich.person_names import person_name
from tests.enrich.contact_pages import contact_pages


def key(text: str) -> str:
    return re.sub(r"Dr\.|Prof\.|Dipl\.-Ing\.|\s", "", text).lower()


def digits(text: str) -> str:
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text).replace("(0)", "")).lstrip("0")


def f1(counted: Counter[str]) -> float:
    return 2 * counted["right"] / max(1, 2 * counted["right"] + counted["wrong"] + counted["missed"])


def test_made_pages() -> None:
    people, phones, emails = Counter[str](), Counter[str](), Counter[str]()
    for page in contact_pages(128, 21):
        read = parse_contacts(page.html, page.url)
        got, want = {(key(p.name), key(str(p.title))) for p in read.people}, {(key(n), key(t)) for n, t in page.people}
        people.update(right=len(got & want), wrong=len(got - want), missed=len(want - got))
        numbers, wanted = {digits(p)[-8:] for p in read.phones}, {digits(p)[-8:] for p in page.phones}
        phones.update(right=len(numbers & wanted), wrong=len(numbers - wanted), missed=len(wanted - numbers))
        emails.update(right=len(set(read.emails) & set(page.emails)), wrong=len(set(read.emails) ^ set(page.emails)))
    assert f1(people) >= 0.97
    assert f1(phones) >= 0.96
    assert f1(emails) >= 0.99


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王建国 先生", "王建国"),
        ("欧阳修远", "欧阳修远"),
        ("沈　峰", "沈峰"),
        ("伊万娜·马洛娃", "伊万娜·马洛娃"),
        ("Dipl.-Ing. (FH) Hans-Peter von der Heide", "Hans-Peter von der Heide"),
        ("Jane Doe, Ph.D.", "Jane Doe"),
        ("Xiao Ming WANG", "Xiao Ming WANG"),
        ("徐经理", None),
        ("关于我们", None),
        ("高级工程师", None),
        ("Product Manager", None),
        ("Contact Us", None),
        ("Geschäftsführender Gesellschafter", None),
    ],
)
def test_names(text: str, name: str | None) -> None:
    assert person_name(text) == name


@pytest.mark.parametrize(("text", "name"), [("高橋 剛", "高橋 剛"), ("採用情報", None), ("執行役員", None)])
def test_japanese_names(text: str, name: str | None) -> None:
    assert person_name(text, "ja") == name
