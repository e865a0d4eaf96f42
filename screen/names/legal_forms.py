"""Legal forms in a name in Latin script: found among its words, with slips, and where a field has cut them."""

from __future__ import annotations

from functools import lru_cache

from screen.names.lookups import LatinWords
from screen.names.slips import one_slip, word_slip

ENGLISH_FORMS = frozenset(
    "co ltd limited company corp corporation inc incorporated llc plc share shares stock joint".split()
)
"""Words of the forms of English names."""
_FIRST = frozenset(
    "gmbh ltd limited inc corp corporation sas spa srl sarl bv nv kg cie compagnie ab pt ooo oao zao pao ste societe firma fa aktiebolaget ao".split()
)
HOLDINGS = frozenset("holding holdings".split())
GROUPS = frozenset("group gruppe groupe gruppo grupo koncern koncernen".split())
_LONG_FORMS = ("corporation", "company", "limited", "incorporated", "aktiengesellschaft")
_ENDINGS = ("gmbh", "ltd", "limited", "company", "inc", "corp")
_CUT_FORMS = (
    "aktiengesellschaft kommanditgesellschaft aktiebolaget aktieselskab corporation company limited incorporated "
    "gesellschaft kabushiki haftung"
).split()


def forms_mended(tokens: list[str], table: LatinWords, long: bool = False) -> list[str]:
    """A slip in a legal form is no word of the name: Coporation, GmmbH; nor is a form that was cut: AKTIENGESELLSC."""
    last = tokens[-1] if len(tokens) > 1 else ""
    if len(last) >= 3 and (last,) not in table.forms:
        whole = (
            next((form for form in _CUT_FORMS if form.startswith(last)), None)
            if long and last not in table.same
            else None
        )
        tokens = [*tokens[:-1], whole or _ending_mended(last)]
    return [form_mended(t) if t[:1] in "claik" and len(t) > 5 else ("co" if t == "c0" else t) for t in tokens]


@lru_cache(maxsize=16_384)
def _ending_mended(last: str) -> str:
    return next((form for form in _ENDINGS if one_slip(last, form) in ("drop", "swap")), last)


@lru_cache(maxsize=16_384)
def form_mended(word: str) -> str:
    """The long legal form that a word is with a slip, or the word."""
    alike = (form for form in _LONG_FORMS if word != form and abs(len(word) - len(form)) <= 1)
    return next((form for form in alike if word_slip(word, form)), word)


def without_forms(tokens: list[str], table: LatinWords) -> tuple[list[str], frozenset[str] | None]:
    """The words that are no legal form, and the countries of the forms: None without a form, empty for anywhere."""
    kept: list[str] = []
    countries: frozenset[str] | None = None
    at = 0
    while at < len(tokens):
        length = _form_at(tokens, at, table, bool(kept))
        if not length:
            kept.append(tokens[at])
            at += 1
            continue
        where = table.forms[tuple(tokens[at : at + length])]
        if where:
            # Of two forms that no country has both the last is the firm's: Lear Corporation GmbH.
            countries = where if not countries else (countries & where) or where
        elif countries is None:
            countries = frozenset()
        at += length
    return kept, countries


def _form_at(tokens: list[str], at: int, table: LatinWords, inside: bool) -> int:
    for length in table.form_lengths.get(tokens[at], ()):
        form = tuple(tokens[at : at + length])
        if len(form) < length or form not in table.forms:
            continue
        if length > 1 or inside or form[0] in _FIRST or len(form[0]) > 6:
            if len(tokens) == length:
                return 0
            return length
    return 0
