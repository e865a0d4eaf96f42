"""What a job title says: does it lead R&D, work in it, or neither; and is the text a title at all (R-080).

The words stand in `config/lookups/titles.yml`, in Chinese, English, German and Japanese.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from core.catalogue import words
from core.settings import settings
from core.values.fold import visible
from core.words import ContactRole

Group = Literal["strong", "weak", "leader", "other_work", "former", "heads"]

LONGEST_TITLE = 90
_JOIN = re.compile(r"[与及和兼、/&+,，]|\b(?:and|und|et|y|e)\b")
_CLAUSE = re.compile(r"(?:where|who|whose|which|that|when|while|since|before|after|with|has|have|had|was|is)\b")
"""Words that open a clause, which only mentions a post."""
_NO_POST = re.compile(
    r"www\.|\.(?:com|net|org|de|cn|co\.uk)\b|^(?!.*(?:\b(?:of|at|for|bei|der|von|chez|de)\b|[,(])).*(?:\bgmbh\b|\bltd\b|\binc\b|\bllc\b|\bs\.?r\.?l\b|\bb\.v\b)"
)
"""An address of the web, or the name of a firm that only holds a word of posts."""
_SENTENCE = re.compile(
    r"^(?:for|to|by|from|with|our|your|we|this|these|all|every|each|any|now|ask|call|contact your|please|become|meet)\b|"
    r"\b(?:approved|required|needed|wanted|available|recommended)$|"
    r"(?:\b[a-z]+ ){4}[a-z]{3,}\.$"
)
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@lru_cache(maxsize=8)
def _pattern(group: Group) -> re.Pattern[str]:
    """One alternation of a group: CJK words anywhere, Latin words between word borders, a star opens that border."""
    parts = []
    for line in words(settings().config_dir / "lookups" / "titles.yml")[group]:
        for word in _alternatives(str(line)):
            if _CJK.search(word) or not word[:1].isascii() or word[:1] in "^[":
                parts.append(word)
                continue
            left = "" if word.startswith("*") else r"(?<![a-zà-ÿ&])"
            right = "" if word.endswith("*") else r"(?![a-zà-ÿ])"
            parts.append(f"{left}{word.strip('*')}{right}")
    return re.compile("|".join(parts))


def _alternatives(line: str) -> list[str]:
    """Split at the bars that stand outside brackets."""
    out, depth, word = [], 0, ""
    for c in line:
        depth += (c in "([") - (c in ")]")
        if c == "|" and not depth:
            out.append(word)
            word = ""
        else:
            word += c
    return [*out, word]


def _flat(title: str) -> str:
    return visible(unicodedata.normalize("NFKC", title)).lower().strip(" :：,，;|-–·•")


@lru_cache(maxsize=4096)
def title_role(title: str) -> ContactRole:
    """rd_leader, rd or other. A former holder and every title of sales, service, production or staff work is `other`."""
    text = _flat(title)
    if not text or is_former(text):
        return ContactRole.other
    strong, weak = _pattern("strong").search(text), _pattern("weak").search(text)
    foreign = _pattern("other_work").search(text)
    if foreign and not (strong and _apart(text, strong, foreign)):
        return ContactRole.other
    if not strong and not weak:
        return ContactRole.other
    leads = _pattern("leader").search(text)
    leads_by_name = re.search(r"总工|首席|总师|cto|chief|技師長|总设计师", text)
    if leads_by_name or (leads and not re.search(r"\blead(?:ing)? [a-z ]*engineer|assistant|助理", text)):
        return ContactRole.rd_leader
    return ContactRole.rd


def _apart(text: str, strong: re.Match[str], foreign: re.Match[str]) -> bool:
    """研发与质量总监 leads both; 研发采购经理 buys for R&D. Overlapping words are one word: 技术支持, business development."""
    if strong.start() < foreign.end() and foreign.start() < strong.end():
        return False
    first, last = sorted((strong.span(), foreign.span()))
    between = text[first[1] : last[0]]
    join = _JOIN.search(between)
    leads = _pattern("leader").search
    if join and first == foreign.span() and leads(between[: join.start()]):
        # "Sales Manager, R&D Equipment" heads the sales; "Sales Manager and R&D Director" has two posts.
        return bool(leads(between[join.end() :]) or leads(text[last[1] :]))
    return join is not None


@lru_cache(maxsize=4096)
def is_former(title: str) -> bool:
    """Does the title say that the person no longer holds it (原总工程师, former CTO)?"""
    return bool(_pattern("former").search(_flat(title)))


@lru_cache(maxsize=8192)
def is_title(text: str) -> bool:
    """Is a short text a job title: does it hold a word by which posts are named, and nothing that makes it a sentence?"""
    flat = _flat(text)
    if _CLAUSE.match(flat) or _SENTENCE.search(flat) or _NO_POST.search(flat):
        return False
    if not 2 <= len(flat) <= LONGEST_TITLE or re.search(r"[。！？!?;；@]|\d{5}|https?:", flat):
        return False
    if _CJK.search(flat) and len(flat) > 30 and not re.search(r"[、/|，,（(]", flat):
        return False
    if _HANGUL.search(flat) and (len(flat) > 25 or re.search(r"[다요까][.]?$", flat)):
        return False
    return bool(_pattern("heads").search(flat)) or is_department(flat)


@lru_cache(maxsize=4096)
def is_department(text: str) -> bool:
    """Is the text nothing but the name of one department or several, as cards of contact persons print it?"""
    return bool(_departments().fullmatch(_flat(text)))


@lru_cache(maxsize=1)
def _departments() -> re.Pattern[str]:
    one = "|".join(map(str, words(settings().config_dir / "lookups" / "titles.yml")["departments"]))
    return re.compile(rf"(?:{one})(?:\s*(?:[/,&+|;-]|\b(?:and|und|et|y|e|en|i)\b)\s*(?:{one})){{0,4}}")


def title_head(text: str) -> re.Match[str] | None:
    """The last word in the text by which posts are named."""
    return max(_pattern("heads").finditer(_flat(text)), key=lambda match: match.end(), default=None)
