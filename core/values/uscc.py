"""Registration numbers: China's unified social credit code, LEI and VAT numbers, each with its check digit.

The number is folded first (full-width letters, blanks, hyphens, lower case). A masked or mistyped number is None, never
repaired. The region digits of a credit code tell the first registration, not where the firm sits today.
"""

from __future__ import annotations

import re

from stdnum import lei as _lei
from stdnum.cn import uscc as _uscc
from stdnum.eu import vat as _vat
from stdnum.exceptions import ValidationError

from core.values.fold import fold

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUW-Y]{18}(?![0-9A-Z])", re.I)
_OLD_NUMBER = re.compile(r"(?<!\d)\d{13}(?:\d{2})?(?!\d)")


def _tight(text: str | None) -> str:
    return re.sub(r"[\s\-_.·]+", "", fold(text or "")).upper()


def read_uscc(text: str | None) -> str | None:
    """The code in its normal form where the check digit is right; None for anything else, such as a 15-digit number."""
    try:
        return str(_uscc.validate(_tight(text)))
    except ValidationError:
        return None


def uscc_complaint(text: str | None) -> str | None:
    """Why this is no credit code, in English; None where it is one."""
    tight = _tight(text)
    try:
        _uscc.validate(tight)
    except ValidationError as error:
        return f"{tight or 'nothing'}: {error.message if hasattr(error, 'message') else error}"
    return None


def find_uscc(text: str | None) -> tuple[str, ...]:
    """Every valid credit code that stands in the text, in order, each once."""
    found = (read_uscc(match[0]) for match in _CODE.finditer(fold(text or "")))
    return tuple(dict.fromkeys(code for code in found if code))


def read_registration_number(text: str | None) -> str | None:
    """A 注册号 from before the credit code: 13 or 15 digits."""
    match = _OLD_NUMBER.fullmatch(_tight(text))
    return match[0] if match else None


def read_lei(text: str | None) -> str | None:
    """A legal entity identifier (ISO 17442) with the right check digits, or None."""
    try:
        return str(_lei.validate(_tight(text)))
    except ValidationError:
        return None


def read_vat(text: str | None) -> str | None:
    """A VAT number of an EU member with its country letters and the right check digits, or None."""
    try:
        return str(_vat.validate(_tight(text)))
    except ValidationError:
        return None
