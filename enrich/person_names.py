"""Tells a person's name from other short texts, in Chinese, Japanese and Latin letters.

No list of given names: a name is recognised by its shape, its surname (Chinese) and by holding no word that stands in
headings, places and firms. On its own that is weak; callers ask for a job title beside it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.catalogue import words
from core.settings import settings
from core.values.fold import visible
from core.values.titles import is_department, title_head

_HONORIFIC = (
    r"(?:Dipl\.?(?:\s?-\s?\w+\.?)+(?:\s*\(\w+\))?\s+|(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Ing|Dipl|M?Mag|D?Dr|Univ|em|techn|Herr|Herrn|Frau|Mme|Mlle|Monsieur|"
    r"Madame|Sr|Sra|Sig|Sig\.ra|Sir|Eng|Hr|Fr|Dott\.ssa|Dott|Rag|Geom|Avv|Dña|Doña|Lic|Mtro|drs|mgr|inż|dhr|mevr|Bc|Mgr|"
    r"MUDr|RNDr|PhDr|JUDr|Srta|dr|prof|hab|ing|RA|StB|WP)\b\.?(?:\s?-\s?|\s*)(?:(?:Ing|Kfm|Phys|Inf|Wirt|Wi|Betriebsw|"
    r"Oec|Chem|Math|Volksw|Kff)\b\.?\s?-?\s?)*(?:\((?:FH|TH|BA|DH|Univ|TU)\.?\)\s*)?|(?:Dr\.-Ing\.|"
    r"Prof\.|Dr\.|rer\.|nat\.|med\.|jur\.|h\.c\.|habil\.|B\.Eng\.|M\.Eng\.|M\.Sc\.|B\.Sc\.|MBA|"
    r"LL\.M\.)\s*)"
)
_BYLINE = re.compile(r"^by\s+(?=[A-ZÀ-Þ])", re.I)
_DON = re.compile(r"^D\.?(?:ª|a\.?|ña\.?)?\.?\s+(?=[A-ZÀ-Þ][a-zà-ÿ-]+\s+[A-ZÀ-Þ])")
_MONSIEUR = re.compile(r"^M\.\s+(?=[A-ZÀ-Þ][a-zà-ÿ-]+\s+[A-ZÀ-Þ])")
_LEAD = re.compile(rf"^(?:{_HONORIFIC})+(?=\S)")
_TAIL = re.compile(
    r"(?:,?\s*(?:\b(?:Ph\.?\s?D|M\.?B\.?A|M\.?Sc|B\.?Sc|M\.?Eng|B\.?Eng|P\.?\s?Eng|P\.?E|CPA|"
    r"FREng|FRS|CEng|IEng|MIMechE|FIMechE|MIET|FIET|OBE|MBE|CBE|FCA|ACA|FCCA|ACCA|MCIPS|FRSA|SPHR|CPIM|DBA|JD|"
    r"Esq|MSc|BSc|LL\.?M|Dipl\.?-?\s?\w+\.?|Ing|MD|CFA|PMP)\b\.?|\((?:FH|TH|BA|DH)\)))+\s*$"
)
_ABSTRACT = re.compile(r"^.{3,}(?:tions?|keit|heit|schaft|ability|ibility|ierung|ität|ware|nology|ments)$")
_GENERATION = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
_PARTICLE = r"(?:von|van|de|der|den|del|della|di|da|do|dos|das|la|le|zu|zum|zur|bin|ibn|al|el|ten|ter|te|op|af|av|y|e|und|['’][tn]|d['’])"
_PARTICLES = frozenset("von van de der den del della di da do dos das la le zu op und".split())
_EXTENDED = [chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha()]
_UP = "A-Z" + "".join(letter for letter in _EXTENDED if letter.isupper())
_LOW = "a-z" + "".join(letter for letter in _EXTENDED if letter.islower())
_WORD = (
    rf"(?:[{_UP}][{_LOW}]+(?:['’\-][{_UP}]?[{_LOW}]+)*|(?:Mc|Mac|O['’]|D['’]|De|Van|Le|La|Di|Du|Des|Fitz)[{_UP}][{_LOW}]+(?:-[{_UP}][{_LOW}]+)*|"
    rf"[{_UP}]['’][{_UP}][{_LOW}]+)"
)
_INITIAL = rf"(?:[{_UP}]\.(?:-?[{_UP}]\.)*|[{_UP}](?=\s))"
_LATIN = re.compile(rf"^(?:{_WORD}|{_INITIAL})(?:[\s\u00a0]+(?:{_PARTICLE}[\s\u00a0]+)*(?:{_WORD}|{_INITIAL})){{1,3}}$")
_CAPITALS = re.compile(rf"^(?:{_INITIAL}|[{_UP}][{_UP}'’\-]+)(?:\s+(?:[A-Z]\.|[{_UP}][{_UP}'’\-]+)){{1,2}}$")
_FIRST_CAPITAL = re.compile(
    rf"^{_WORD}(?:\s+(?:{_INITIAL}|{_WORD}))?(?:\s+{_PARTICLE})?(?:\s+[{_UP}'’\-]{{2,}}){{1,2}}$|^(?:[{_UP}'’\-]{{2,}},?\s+){{1,2}}{_WORD}(?:\s+{_WORD})?$"
)
_NICKNAME = re.compile(rf"(?<=\w)\.?\s+[\"“”„'‘’(«][{_UP}][{_LOW}{_UP}. ]{{1,14}}[\"“”'‘’)»](?=\s+\w)")
_CYRILLIC = re.compile(
    r"^(?:[А-ЯЁІЇЄ][а-яёіїє]+(?:-[А-ЯЁ][а-яё]+)?\s+){1,2}[А-ЯЁІЇЄ][а-яёіїє]+$|^[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.$|^[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+$"
)
_ORDINARY_RU = re.compile(
    r"отдел|служб|директор|менеджер|компани|завод|контакт|продукц|россия|москв|область|улиц|управлени|департамент", re.I
)
_HAN_TAIL = re.compile(r"\s*(?:先生|女士|小姐|博士|教授|院士|老师|工程师|氏|さん|様|（[^）]{0,6}）|\([^)]{0,6}\))$")
_ALIAS = re.compile(
    r"^(?:(?P<han>[\u4e00-\u9fff]{2,4})\s*[（(]?\s*[A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]+){0,2}[)）]?|"
    r"[A-Z][A-Za-z.'-]+(?: [A-Z][A-Za-z.'-]+){0,2}\s*[（(]?\s*(?P<last>[\u4e00-\u9fff]{2,4})[)）]?)$"
)
"""鄧家豪 Kenneth Tang: one person in two scripts."""
_FOREIGN_HAN = re.compile(r"^[\u4e00-\u9fff]{1,8}[·・•･．.][\u4e00-\u9fff]{1,8}(?:[·・•･][\u4e00-\u9fff]{1,8})?$")
_JA = re.compile(r"^[\u4e00-\u9fff々ヶケ]{1,4}[\s\u3000]+[\u4e00-\u9fffぁ-んァ-ヶー々]{1,5}$")
_JA_TIGHT = re.compile(r"^[\u4e00-\u9fff々]{3,5}$")
_KATAKANA = re.compile(r"^[ァ-ヶー]{2,10}[・＝=\s][ァ-ヶー]{2,10}(?:[・＝\s][ァ-ヶー]{2,10})?$")
_ORDINARY_JA = re.compile(
    r"会社|部門?$|課$|室$|所$|本社|工場|支店|事業|情報|採用|製品|開発|技術|営業|概要|案内|方針|"
    r"沿革|問合|一覧|環境|品質|株式|電話|住所|代表|取締|社長|責任|管理|設計|製造|資本|設立|創業|"
    r"従業|売上|取引|銀行|地図|交通|時間|平成|令和|昭和|氏名|役職|担当|募集|職種|国内|海外|主要|"
    r"株主|実績|特許|認証|登録"
)


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    data = words(settings().config_dir / "lookups" / "person_names.yml")
    return (
        frozenset(str(data["surnames"])),
        frozenset(map(str, data["double_surnames"])),
        frozenset(map(str, data["not_names_zh"])),
        frozenset(str(data["not_names_latin"]).split()),
    )


@lru_cache(maxsize=1)
def _korean() -> tuple[frozenset[str], frozenset[str]]:
    data = words(settings().config_dir / "lookups" / "person_names.yml")
    return frozenset(str(data["surnames_ko"])), frozenset(map(str, data["not_names_ko"]))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    data = words(settings().config_dir / "lookups" / "person_names.yml")
    return frozenset(str(data["common_latin"]).split())


@lru_cache(maxsize=1)
def _japanese() -> frozenset[str]:
    data = words(settings().config_dir / "lookups" / "person_names.yml")
    return frozenset(map(str, data["surnames_ja"]))


@lru_cache(maxsize=8192)
def person_name(text: str, lang: str = "") -> str | None:
    """The name as printed, without forms of address, or None if the text is not a person's name."""
    raw = _BYLINE.sub("", visible(text).strip(' ,，;；:：|/·•-–—*"“”'))
    if not 2 <= len(raw) <= 48 or any(c.isdigit() for c in raw) or "@" in raw:
        return None
    if re.search(r"[\uac00-\ud7a3]", raw):
        return _hangul(raw)
    if re.search(r"[А-Яа-яЁё]", raw):
        return raw if _CYRILLIC.match(raw) and not _ORDINARY_RU.search(raw) and not title_head(raw) else None
    if alias := _ALIAS.match(raw):
        raw = alias["han"] or alias["last"]
    if re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", raw):
        return _han(_LEAD.sub("", raw), lang)
    return _latin(_MONSIEUR.sub("", raw) if lang == "fr" else _DON.sub("", raw) if lang == "es" else raw)


def _hangul(raw: str) -> str | None:
    """김민수, 김 민수: a surname and two syllables; what names posts or parts of a firm is none."""
    tight = re.sub(r"\s+|\s*(?:씨|님|박사|교수)$", "", raw)
    surnames, not_names = _korean()
    if not re.fullmatch(r"[\uac00-\ud7a3]{3}", tight) or tight[0] not in surnames or tight in not_names:
        return None
    return None if title_head(tight) or re.search(r"(?:[부팀실처점]|소개|센터|안내)$", tight) else tight


def _latin(raw: str) -> str | None:
    spoken = _LEAD.match(raw)
    bare = unicodedata.normalize("NFC", _TAIL.sub("", _LEAD.sub("", raw)).strip(" ,"))
    plain = _NICKNAME.sub("", _GENERATION.sub("", bare))
    if not (_LATIN.match(plain) or _CAPITALS.match(plain) or _FIRST_CAPITAL.match(plain)):
        return None
    tokens = [token.lower().strip(".'’") for token in re.split(r"[\s,\-]+", plain)]
    stop = _lists()[3] - _PARTICLES
    if any(token in stop for token in tokens if len(token) > 1) and not (spoken and sum(t in stop for t in tokens) < 1):
        return None
    if not spoken and (all(token in _common() for token in tokens) or any(map(_ABSTRACT.search, tokens))):
        return None
    if is_department(plain) or (not spoken and title_head(plain)):
        return None
    if not any(len(token) >= 2 for token in tokens[1:]) or all(len(token) <= 1 for token in tokens):
        return None
    return bare


def _han(raw: str, lang: str) -> str | None:
    bare = _HAN_TAIL.sub("", raw).strip()
    tight = re.sub(r"[\s\u3000]+", "", bare)
    if title_head(tight):
        return None
    if _FOREIGN_HAN.match(tight) or _KATAKANA.match(bare):
        return bare
    if lang == "ja" or re.search(r"[\u3040-\u30ff]", bare):
        good = _JA.match(bare) or (_JA_TIGHT.match(bare) and len(bare) == 4)
        return bare if good and not _ORDINARY_JA.search(tight) else None
    singles, doubles, not_names, _ = _lists()
    if tight in not_names or not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", tight) or tight[:2] in not_names:
        return None
    if re.search(r"[\s\u3000]", bare) and not re.fullmatch(
        r"[\u4e00-\u9fff]{1,2}[\s\u3000]+[\u4e00-\u9fff]{1,2}", bare
    ):
        return None
    if (tight[:2] in doubles and len(tight) in (3, 4)) or (tight[:2] in _japanese() and len(tight) == 4):
        return tight
    if tight[0] in singles and len(tight) in (2, 3):
        return (
            None
            if re.search(r"[部室处科组厂公司品]$|经理|总监|先生|女士|小姐|工$|总$", tight)
            and len(tight) <= 3
            and tight[-1] in "部室处科组厂司品理监工总生士姐"
            else tight
        )
    return None


def could_be_named(word: str) -> bool:
    """Is a Latin word none of those that stand in headings, trades and titles, so that it can be a proper name?"""
    return word.lower().strip(".") not in _lists()[3] and not re.search(
        r"(?:ment|tion|sion|ing|ogy|ance|ity|ics|ung|ik|rkt|sales|research|design)s?$", word.lower()
    )
