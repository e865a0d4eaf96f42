"""Can a name stand for a firm at all? "TBD", a row of dashes, a person or two firms in one cell cannot."""

from __future__ import annotations

import re
from functools import lru_cache

from core.records import Reason
from core.values.fold import fold
from screen.names.asides import without_asides

LONGEST = 250
_LETTER = re.compile(r"[^\W\d_]")
_PLACEHOLDER = re.compile(
    r"(?:t\.?b\.?[adc]\.?|n\.?/?a\.?|none|null|nil|nan|unknown|unnamed|test|xxx+|to be (?:announced|confirmed|advised|determined)|"
    r"coming soon|not available|exhibitor|company(?: name)?|name|name of (?:the )?company|booth|vacant|reserved|available|hold|"
    r"待定|待确认|待补充|待公布|未定|未知|暂无|暂缺|无|空|不详|保密|测试|公司名称?|企业名称|展商名称?|参展商|名称|展位|空位|预留|未公布|敬请期待|"
    r"未定義|未定|同上)",
    re.IGNORECASE,
)
_FIRM_END = r"(?:有限公司|有限责任公司|股份有限公司|集团公司|株式会社|GmbH(?: & Co\. KG)?|Co\.,? ?Ltd\.?|Inc\.?|S\.p\.A\.|S\.r\.l\.|Ltd\.?|LLC|AG)"
_TWO = re.compile(
    rf"^(.{{3,}}?{_FIRM_END})\s*(?:[/／|、;；,，\n+&]|\band\b|和|与|及|\s{{2,}})\s*(.{{3,}}?{_FIRM_END})$"
)
_TWO_ZH = re.compile(r"^(.{4,}?有限公司)(.{4,}?有限公司)$")
_TITLED = re.compile(
    r"^(?:mr|mrs|ms|miss|herr|frau|dr|prof|先生|女士)\.?\s+[^\W\d_]+(?:\s+[^\W\d_]+){0,2}$", re.IGNORECASE
)
_ZH_PERSON = re.compile(r"^[\u4e00-\u9fff]{2,4}(?:先生|女士|小姐|经理|博士|教授)$")


def _reason(zh: str, en: str) -> Reason:
    return Reason(zh=zh, en=en)


_PARTED = re.compile(r"[/／|、;；，+&\n和与及@?？\ufffd]|  | and |www\.|http")
"""Signs and words that may part two firms, or show an address or damage."""
_COMMA = re.compile(r"(?:GmbH|Ltd|Inc|S\.p\.A|S\.r\.l|LLC|AG)\b\.?,")
_TITLE = re.compile(r"\W*(?:mrs?|ms|miss|herr|frau|dr|prof|https?)\b", re.IGNORECASE)
_PERSON = ("先生", "女士", "小姐", "经理", "博士", "教授")


def doubtful(name: str, key: str) -> bool:
    """May `unusable` have something to say? `key` is all letters and figures of the name. Costs a tenth of asking.

    Placeholders are short or words of one pattern, so that their keys tell; the rest shows by a sign or a second form.
    """
    if len(key) < 8 or len(name) > 80 or key.isdecimal():
        return True
    if name.endswith("有限公司"):  # two Chinese firms in one cell end so too
        return name.count("公司") > 1 or "\ufffd" in name or "?" in name or "？" in name
    if _PARTED.search(name) is not None or ("," in name and _COMMA.search(name)):
        return True
    return (
        (not name.isascii() and name.rstrip().endswith(_PERSON))
        or _TITLE.match(name) is not None
        or (len(key) <= 20 and _PLACEHOLDER_KEY.fullmatch(key) is not None)
    )


_PLACEHOLDER_KEY = re.compile(
    r"tobe(?:announced|confirmed|advised|determined)|comingsoon|notavailable|exhibitor|companyname|xxx+|nameof(?:the)?company"
)


@lru_cache(maxsize=16_384)
def unusable(name: str) -> Reason | None:
    """Why a name cannot stand for a firm; None where it can. Conservative: what may be a firm is let through."""
    text = fold(name)
    if not text:
        return _reason("名称为空", "the name is empty")
    if len(text) > LONGEST:
        return _reason(f"名称过长({len(text)}字)", f"{len(text)} characters are no name")
    if not _LETTER.search(text):
        if sum(c.isalnum() for c in text) >= 2 and not re.fullmatch(r"[\d\s.\-/]{7,}", text) and len(text) <= 6:
            return None
        return _reason("名称中没有文字", "there is no letter in the name")
    if _PLACEHOLDER.fullmatch(text.strip(" .…-–—*!?？()[]（）")):
        return _reason(f"“{text}”是占位词", f'"{text}" is a placeholder')
    if text.count("�") > 1 or text.count("?") * 2 > len(text):
        return _reason("名称已损坏(乱码)", "the name is damaged (wrong character set)")
    if re.match(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$", text, re.IGNORECASE):
        return _reason("是网址或邮箱,不是名称", "an address, not a name")
    if _TITLED.match(text) or _ZH_PERSON.match(text):
        return _reason("像是人名", "reads like a person")
    if firms_in(text):
        return _reason("一格内有两家公司", "two firms in one cell")
    return None


def firms_in(name: str) -> tuple[str, ...]:
    """The firms that stand in one cell, where there are two; empty for one."""
    text = without_asides(fold(name))
    found = _TWO.match(text) or _TWO_ZH.match(text)
    if found is None or re.search(r"(?:分公司|办事处|分厂)$", text):
        return ()
    first, second = found[1].strip(), found[2].strip()
    if re.fullmatch(_FIRM_END, second) or len(second) < 5:
        return ()
    if bool(re.search(r"[\u4e00-\u9fff]", first)) != bool(re.search(r"[\u4e00-\u9fff]", second)):
        return ()  # one firm in two languages
    return first, second
