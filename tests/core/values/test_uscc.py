"""Registration numbers with check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from core.values.uscc import find_uscc, read_lei, read_registration_number, read_uscc, read_vat, uscc_complaint

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.from_regex(r"91310[0-9]{3}[0-9ABCDEFGHJKLMNPQRTUWXY]{9}", fullmatch=True), st.sampled_from(ALPHABET))
def test_only_the_right_check_digit_passes(stem, last):
    right = stem + uscc.calc_check_digit(stem)
    assert (read_uscc(stem + last) == right) is (stem + last == right)


@pytest.mark.parametrize(
    "text",
    [" 9131 0000 1322 6025 0x", "９１３１００００１３２２６０２５０Ｘ", "91310000-132260250X", "91310000132260250X"],
)
def test_width_case_and_blanks_are_folded(text):
    assert read_uscc(text) == "91310000132260250X"


@pytest.mark.parametrize(
    "text", ["91110105MA001ABCDE", "91440300708476283K", "451400400001219", "9111xxxxxxxxxxxx82Q", "", None]
)
def test_placeholders_masks_and_old_numbers_are_refused_with_a_reason(text):
    assert read_uscc(text) is None
    assert uscc_complaint(text)


def test_other_numbers():
    assert read_registration_number("451400400001219") == "451400400001219"
    assert find_uscc("信用代码：91310000132260250X；税号 91110105MA001ABCDE") == ("91310000132260250X",)
    assert read_lei("HWUPKR0MPOU8FGXBT394") == "HWUPKR0MPOU8FGXBT394"
    assert read_lei("HWUPKR0MPOU8FGXBT395") is None
    assert read_vat("DE 136 695 976") == "DE136695976"
