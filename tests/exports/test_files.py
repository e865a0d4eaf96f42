"""CSV and XLSX: the columns a rep reads, against a golden file, and nothing that runs."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from core.errors import BadInput
from core.records import Firm
from core.words import EmailKind, Status
from exports import EXPORTS, cells
from exports.columns import COLUMNS
from tests.exports.firms import ATTACKS, firm, hostile, person

GOLDEN = Path(__file__).parent / "golden.csv"


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def sheet(path: Path, name: str = "企业 firms") -> list[list[str]]:
    return [[str(cell) for cell in row] for row in CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()]


def three() -> list[Firm]:
    """Complete and signed; only the machine's word; hardly anything known."""
    bare = firm(3, Status.review, sign=False, facts=(), activities=(), contacts=(), captures=())
    return [firm(1), firm(2, sign=False), bare]


def test_the_targets_are_found_by_name() -> None:
    assert EXPORTS.names() == ["csv", "dossier", "xlsx"]


def test_csv_is_the_golden_file(tmp_path: Path) -> None:
    target = tmp_path / "firms.csv"
    assert EXPORTS.get("csv")(three(), target) == 3
    assert target.read_bytes() == GOLDEN.read_bytes(), "look at the difference; if it is meant, copy the file over"


def test_xlsx_says_the_same_as_csv(tmp_path: Path) -> None:
    EXPORTS.get("xlsx")(three(), tmp_path / "firms.xlsx")
    rows, golden = sheet(tmp_path / "firms.xlsx"), read_csv(GOLDEN)
    phone = next(n for n, column in enumerate(COLUMNS) if column.phone)
    assert [r[:phone] + r[phone + 1 :] for r in rows] == [r[:phone] + r[phone + 1 :] for r in golden]
    assert [row[phone] for row in rows[1:]] == ["+86 21 6912 3456", "+86 21 6912 3456", ""]
    assert [row[2] for row in sheet(tmp_path / "firms.xlsx", "联系人 contacts")[1:]] == ["王工", "王工"]


def test_the_same_firms_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        EXPORTS.get("xlsx")(three(), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_begins_a_formula(attack: str, tmp_path: Path) -> None:
    EXPORTS.get("csv")([hostile(attack)], tmp_path / "x.csv")
    shown = read_csv(tmp_path / "x.csv")[1]
    assert [cell for cell in shown if cell.lstrip()[:1] in tuple("=+-@＝＋－＠|%\t\r")] == []
    assert (tmp_path / "x.csv").read_bytes().count(b"\r\n") == 2


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_workbook_holds_text_only(attack: str, tmp_path: Path) -> None:
    EXPORTS.get("xlsx")([hostile(attack)], tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        parts = {name: book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets")}
    assert not [name for name, part in parts.items() if "<f>" in part or "<hyperlink" in part or 't="n"' in part]
    assert sheet(tmp_path / "x.xlsx")[1][1] == cells.text(attack)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_one_harmless_line(value: str) -> None:
    cell = cells.harmless(cells.text(value))
    assert "\n" not in cell
    assert "\r" not in cell
    assert cell.lstrip()[:1] not in tuple("=+-@|%") or cell.startswith("'")
    cell.encode()


def test_a_very_long_name_is_cut_and_says_so(tmp_path: Path) -> None:
    EXPORTS.get("xlsx")([hostile("长" * 100_000)], tmp_path / "x.xlsx")
    assert sheet(tmp_path / "x.xlsx")[1][1].endswith("长…")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("+86 138-0013-8000", "138 0013 8000"),
        ("+86 21 6912 3456", "021 6912 3456"),
        ("+49 89 123456", "0049 89 123456"),
        ("+0", "000"),
        (None, ""),
    ],
)
def test_phones_have_no_plus_in_front(written: str | None, shown: str) -> None:
    assert cells.phone(written) == shown


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_void_firm_is_never_written_whoever_hands_it_over(kind: str, tmp_path: Path) -> None:
    merged = firm(5, duplicate_of="f0")
    assert EXPORTS.get(kind)([firm(4, Status.void), merged, firm(6)], tmp_path / f"x.{kind}") == 1


def test_people_who_cannot_be_called_stay_at_home(tmp_path: Path) -> None:
    key = firm(1).id
    people = (
        person(key, "前任", former=True),
        person(key, "销售", role="other"),
        person(key, "私人", phone=None, email="x@qq.com", email_kind=EmailKind.free),
        person(key, "猜测", phone=None, email_kind=EmailKind.inferred),
        person(key, "李工", email="li@qq.com", email_kind=EmailKind.free),
    )
    EXPORTS.get("xlsx")([firm(1, contacts=people)], tmp_path / "x.xlsx")
    assert [row[2:6] for row in sheet(tmp_path / "x.xlsx", "联系人 contacts")[1:]] == [
        ["李工", "研发总监", "+86 21 6912 3456", ""]
    ]


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "firms.csv"
    target.write_text("yesterday")

    def broken() -> list[Firm]:
        raise BadInput("the base is gone")

    with pytest.raises(BadInput):
        EXPORTS.get("csv")((f for _ in "x" for f in broken()), target)
    assert [path.name for path in tmp_path.iterdir()] == ["firms.csv"]
    assert target.read_text() == "yesterday"


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        EXPORTS.get("csv")([], tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        EXPORTS.get("csv")([], tmp_path / "file" / "x.csv")
