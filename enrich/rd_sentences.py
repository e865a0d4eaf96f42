"""What one sentence says about R&D of the firm: whose unit it is, and whether it is there today."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.words import HasRd
from enrich.firm_marks import Marks, is_initialism, names_in
from enrich.menu_lines import is_menu_line
from enrich.page_kinds import is_jobs, is_news
from enrich.page_text import PageText
from enrich.rd_lexicon import Script, lexicon, script_of
from enrich.rd_others import told_by_another, visited_or_beside
from enrich.rd_places import is_place
from enrich.sentences import Sentence

LONGEST_QUOTE = 220


@dataclass(frozen=True, slots=True)
class Said:
    """An answer with its weight (0..1) and the words that carry it."""

    has_rd: HasRd = HasRd.unknown
    weight: float = 0.0
    quote: str = ""
    dealer: bool = False
    scope: str | None = None


NOTHING = Said()
_NEGATED_OUT = re.compile(
    r"(?:\bnever|\bnot|\bno longer|n't|rather than|instead of|\bnicht|\bkeine?|\bstatt|不|未|没有|无需|而非|ではなく|せず)[^,，]{0,12}$",
    re.I,
)
_INSIDE_DE = re.compile(r"\b(?:in (?:der|dem|unsere[rmn]|eigene[rmn])|im)\s+(?:[\w-]+\s+){0,4}$", re.I)
"""What comes into being inside the unit says that the unit is there: in der Entwicklungsabteilung entstehen Lösungen."""
_ON_LINE = re.compile(
    r"\bdownloads?\b|\bdata ?sheets?\b|\bmanuals\b|\bfaqs?\b|newsletter|\bwebinars?\b|\bcad (?:files|models|data)\b|"
    r"knowledge base|\bblog\b|资料下载|下载专区|常见问题|技术文章|カタログダウンロード",
    re.I,
)
"""What a page called technical centre offers; then the centre is a part of the site and no place."""
_RESEARCH = re.compile(r"R ?(?:&|and) ?D|research|forschung|研发|研究|开发|開発|科研", re.I)
_NOT_AFTER = re.compile(
    r"^\s*(?:(?:haben|hat|verf[üu]g\w+|besitz\w+|betreib\w+|unterh[aä]lt\w*|gibt)\s+(?:wir|es|das unternehmen|die firma)\s+"
    r"(?:\w+\s+){0,2}nicht\b(?! nur)|(?:does|do) not exist|(?:我们|公司|我司|目前|暂时)*"
    r"(?:没有|不设|未设立?|暂无)(?:设立|设置)?\s*[。，,；]?$)",
    re.I,
)
_SEEKING_DEALERS = re.compile(
    (
        r"诚招|招商|招募|寻找|欢迎|成为.{0,10}(?:经销|代理)|经销商(?:网络|遍布|大会|们|伙伴|朋友)|"
        r"加盟|our (?:dealer|distributor)|become (?:a|our)|find (?:a|your)|through (?:our )?(?:dealer|"
        r"distributor)|dealer network|händlernetz|händler werden|代理店募集|(?:为|向|给).{0,10}经销商"
    ),
    re.I,
)
_BEFORE_LATIN = re.compile(
    r"(?:\b(?:our|own|in-house|inhouse|its|the company's|company|unser\w*|\w*eigene\w*|my)\b(?P<gap1>(?:[\s,]+[\w'&/.-]+){0,6})[\s-]*$)"
    r"|(?:\b(?:has|have|having|had|operates?|operating|runs?|running|maintains?|boasts?|owns?|"
    r"established|set up|founded|opened|built|inaugurated|features?|houses?|employs?|home to|includes?|"
    r"including|verfügt|verfügen|betreibt|betreiben|unterhält|unterhalten|besitzt|besitzen|haben|"
    r"hat|beschäftigt|beschäftigen|eröffnet\w*|errichtet\w*|gegründet\w*|umfasst|gehört|gehören|"
    r"there (?:is|are)|invested in|équipe)\b(?P<gap>(?:[\s,(]+[\w'&/.,)+£€$¥-]+){0,16})[\s(-]*$)",
    re.I,
)
_GAP_VETO = re.compile(
    (
        r"\b(?:to|for|from|by|like|as|such|access|supplied|supplying|delivered|für|von|bei|working|"
        r"work|experience|erfahrung\w*|relations?|contacts?|visited|served|serving|serves|customers?|"
        r"clients?)\b"
    ),
    re.I,
)
_VERB_VETO = re.compile(
    _GAP_VETO.pattern + r"|\b(?:are|is|was|were|can|stehen|steht|sind|ist|wurden?|werden|finden|found)\b", re.I
)
_AFTER_LATIN = re.compile(
    r"^(?:[\s,(]+[\w'&/.,)-]+){0,8}?\s+(?:was (?:established|founded|opened|set up|built|inaugurated)|"
    r"were (?:established|opened)|is (?:located|based|situated|home|equipped|led|headed|staffed|"
    r"responsible|part|at the heart|involved|certified)|are (?:located|based|working|developing)|"
    r"has|have|employs?|consists?|comprises?|covers?|houses?|develops?|works?|opened|started|"
    r"wurde|wurden|befindet|befinden|liegt|umfasst|besteht|beschäftigt|arbeiten|arbeitet|entwickelt|entwickeln|verfügt|bildet|steht)\b",
    re.I,
)
_AFTER_ZH = re.compile(
    r"^[^，。；]{0,14}?(?:成立|揭牌|挂牌|竣工|位于|现有|拥有|占地|设在|下设|配备|面积|被认定|获|"
    r"由|负责|承担|汇聚|集聚|主要|是公司|为公司|共有|设有|始建|启用|落成|坐落|专注|致力|投入使用|"
    r"荣获|通过|是|现已|共\d|有\d|达|\d+余?[名人位])"
)
_AFTER_JA = re.compile(
    r"^[^。]{0,36}?(?:設置|保有|有し|有する|設立|設け|開設(?!へ)|構え|持ち|持つ|持って|備え|擁し|在籍|"
    r"所属|運営|あり|置き|置く|拠点と|竣工|稼働|行って|担当|担って|中心に|連なる|取り組)"
)
_COUNT_ZH = re.compile(r"\d[\d,]*\s*[余多]?\s*[名人位]?[^，。；]{0,12}$")
_COUNT_AFTER_ZH = re.compile(r"^[^，。；]{0,8}?(?:\d[\d,]*\s*[余多]?\s*[名人位%％]|占)")
_COUNT_LATIN = re.compile(
    r"\b(?:\d[\d,.]*(?:-\w+)?|hundred|dozens|more than|over|über|rund|etwa)\b(?:[\s]+[\w&+-]+){0,6}\s*$", re.I
)
_OURS_ZH = re.compile(r"[，；,、：]\s*(?:公司|集团|企业)|我司|我公司|我们|本公司|本集团|本企业|自主|自有|自建")
_FOR_ZH = re.compile(
    r"(?:为(?!首|核心|主|骨干|基础|依托|中心|支撑|代表|龙头|带头)|给|向|供|服务于|服务|面向|针对|帮助|支持|配合|协助|用于|适用于|适合)[^，。；]{0,16}$"
)
_PARENT = re.compile(r"parent|sister|holding|mother|mutter|stammhaus|konzernmutter|schwester", re.I)
_OF_THE_FIRM = re.compile(
    r"\s+(?:des Unternehmens|der (?:Firma|Gruppe|Gesellschaft)|of the (?:company|group|firm))\b", re.I
)
_OF_OTHERS = re.compile(
    (
        r"^\s*(?:of|at|from|within|der|des|von|bei|vieler|mehrerer|einiger|anderer|führender|namhafter|"
        r"großer|zahlreicher|unserer|deutscher|many|several|various)\s+(?:[\w'&-]+\s+){0,4}"
    ),
    re.I,
)
_SUBJECT = re.compile(
    r"^(?:(?:In|At|Since|With|From|Today|Now|Currently|Additionally|Furthermore)\b[^,]{0,40},\s*)?(?:the "
    r")?([A-ZÄÖÜ][\w&.-]*(?:\s+[A-ZÄÖÜ][\w&.-]*){0,4})\s+(?:\w+ly )?(?:has|have|operates|runs|"
    r"maintains|boasts|owns|established|opened|employs|features|houses|also|verfügt|betreibt|"
    r"unterhält|besitzt|beschäftigt|hat)\b"
)
_PRONOUNS = frozenset(
    "we our it this these there the in at with since today here wir unser unsere unserem das die der hier es company group firm r&d".split()
)


def weigh(sentence: Sentence, page: PageText, marks: Marks) -> Said:
    """What the sentence says on this page; NOTHING where it does not carry an answer."""
    text = sentence.text
    if not 4 <= len(text) <= 1500 or is_menu_line(text) or is_menu_line(page.lines[sentence.line].text):
        return NOTHING
    script = script_of(text, page.lang)
    foreign_page = is_news(page) and not marks.speaks_of(text) and not _says_we(text, script)
    if foreign_page or is_jobs(page) or lexicon("job", script).search(text):
        return NOTHING
    if (said := _outsourced(text, script)) is not NOTHING:
        return said
    for unit in lexicon("unit", script).finditer(text):
        said = _unit(unit, sentence, page, marks, script)
        if said is not NOTHING:
            return said
    return _dealer(sentence, marks, script)


def makes(text: str) -> bool:
    """Does a text speak of making or developing anything?"""
    return any(lexicon("maker", script).search(text) for script in ("zh", "ja", "latin"))


def _says_we(text: str, script: Script) -> bool:
    ours = {
        "zh": r"我司|我公司|我们|本公司|我集团",
        "ja": r"当社|弊社|我が社|私たち",
        "latin": r"\b(?:we|our|us|wir|unser\w*)\b",
    }[script]
    return bool(re.search(ours, text, re.I))


def _outsourced(text: str, script: Script) -> Said:
    match = lexicon("outsourced", script).search(text)
    if (
        not match
        or lexicon("offered", script).search(text)
        or lexicon("planned", script).search(_present(text[: match.end()]))
    ):
        return NOTHING
    if _NEGATED_OUT.search(text[: match.start() + 1]) or _NEGATED_OUT.search(
        re.split(r"外包|委托|委外|outsourc|ausgelagert|外注|委託", match[0], flags=re.I)[0]
    ):
        return NOTHING
    scope = "all" if lexicon("all", script).search(text) else "part"
    return Said(HasRd.outsourced, 0.9, _quote(text, match), scope=scope)


def _present(text: str) -> str:
    """The text without words of the future that only build the sentence: 将 before an object, the German passive."""
    return re.sub(r"将(?=全部|所有|研发|产品|大部分|部分|主要|设计|开发|其|整车)|\bw(?:ird|erden)\b", "", text)


def _unit(unit: re.Match[str], sentence: Sentence, page: PageText, marks: Marks, script: Script) -> Said:
    text = sentence.text
    before, after = text[: unit.start()], text[unit.end() :]
    near = before[-60:] if script != "latin" else before[-140:]
    if _planned(before, after, script) or lexicon("closed", script).search(
        near + unit[0] + after[: 12 if script != "latin" else 40]
    ):
        return NOTHING
    if _denied(before, unit[0], after, script):
        theirs = lexicon("others", script).search(before) and not lexicon("self", script).search(before)
        return NOTHING if theirs else Said(HasRd.no, 0.9, _quote(text, unit))
    if _of_others(before, after, sentence, page, marks, script) or re.search(r"[?？]\s*$", text):
        return NOTHING
    if _ON_LINE.search(text) and not _RESEARCH.search(unit[0]):
        return NOTHING
    weight = {"zh": _owned_zh, "ja": _owned_ja, "latin": _owned_latin}[script](
        before, unit[0], after, sentence, page, marks
    )
    if not weight and is_place(unit, sentence, page):
        weight = 0.6
    return Said(HasRd.yes, weight, _quote(text, unit)) if weight else NOTHING


def _planned(before: str, after: str, script: Script) -> bool:
    planned = lexicon("planned", script)
    reach = 16 if script != "latin" else 70
    clause = re.split(r"[，。；,;]", after)[0] if script != "ja" else after
    if _INSIDE_DE.search(before):
        clause = re.sub(r"^\s*entsteh\w+", "", clause)
    if any(not _harmless(m, before, script) for m in planned.finditer(before)):
        return True
    return bool(planned.search(clause[:reach] if script != "ja" else clause[:60]))


def _harmless(match: re.Match[str], before: str, script: Script) -> bool:
    """A plan that a full clause separates from a unit that is stated as present: 公司将继续创新，现有研发中心…"""
    rest = before[match.end() :]
    if script == "latin":
        return False
    return bool(re.search(r"[，；,;].*(?:现有|已|目前|拥有|设有|建有)", rest))


def _denied(before: str, unit: str, after: str, script: Script) -> bool:
    reach = 14 if script == "zh" else 60
    no = lexicon("not_have", script)
    if script == "ja":
        return bool(no.search(after[:40]))
    clause = re.split(r"[;:]" if script == "latin" else r"[，；]", before)[-1][-reach:]
    # 无研发部: the word that denies may end inside the unit.
    near = no.search(clause + unit)
    return bool(near and near.start() < len(clause)) or bool(_NOT_AFTER.match(after))


def _of_others(before: str, after: str, sentence: Sentence, page: PageText, marks: Marks, script: Script) -> bool:
    others, ours = lexicon("others", script), lexicon("self", script)
    last = max(others.finditer(before), key=lambda match: match.start(), default=None)
    if last:
        rest = before[last.end() :]
        joint = re.search(
            r"联合|共建|合作|携手|共同|joint|together|collaborat|cooperat|gemeinsam|kooperation|共同|連携|産学",
            last[0] + before[max(0, last.start() - 30) : last.start()],
            re.I,
        )
        # 我们的客户 names the customers: the "we" before the word does not count, only one after it.
        # After a parent company "its" is the parent's.
        first_person = re.compile(r"\b(?:we|our|us|wir|unser\w*)\b", re.I) if _PARENT.match(last[0]) else ours
        strict = _OURS_ZH.search(rest) if script == "zh" else first_person.search(rest)
        if joint or not (strict or marks.speaks_of(rest)):
            return True
    clause = re.split(r"[，。；,;]", after)[0]
    tail = _OF_OTHERS.match(clause)
    if tail and (others.search(clause[: tail.end() + 14])):
        return True
    if told_by_another(before, after, marks) or (script == "zh" and visited_or_beside(before, after)):
        return True
    if script == "zh" and (_FOR_ZH.search(before) or re.match(r"^的?(?:合作|共建|专用|采用|使用)", after)):
        return True
    if script == "ja" and re.match(
        r"^(?:向け|様|の皆様|[^。]{0,8}(?:に|へ)(?:も)?(?:納入|納品|採用|供給|提供)|と(?:の)?(?:共同|連携|協力))", after
    ):
        return True
    strangers = [name for name in names_in(before) if not marks.speaks_of(name) and not _own_name(name, marks)]
    if strangers and not ours.search(before[before.find(strangers[-1]) + len(strangers[-1]) :]):
        return marks.legal_name is not None or is_news(page)
    return False


def _own_name(name: str, marks: Marks) -> bool:
    key = re.sub(r"[\W_]", "", name).lower()
    legal = re.sub(r"[\W_]", "", marks.legal_name or "").lower()
    return bool(legal) and (key in legal or legal in key)


def _owned_zh(before: str, unit: str, after: str, sentence: Sentence, page: PageText, marks: Marks) -> float:
    clause = re.split(r"[。；]", before)[-1][-60:]
    ours = lexicon("self", "zh").search(clause) or marks.speaks_of(before)
    if lexicon("own", "zh").search(clause):
        return 0.95 if ours else 0.85
    count = _COUNT_ZH.search(clause) or _COUNT_AFTER_ZH.match(after)
    if count and re.search(r"人员|工程师|团队|队伍", unit):
        return 0.9
    if _AFTER_ZH.match(after) and (ours or len(before) <= 12) and not sentence.heading:
        return 0.85 if ours else 0.7
    return (
        0.8
        if ours and re.search(r"(?:公司|我司|我们|集团|企业)(?:的|现|目前|总部)?$", before) and not sentence.heading
        else 0.0
    )


def _owned_ja(before: str, unit: str, after: str, sentence: Sentence, page: PageText, marks: Marks) -> float:
    ours = lexicon("self", "ja").search(before) or marks.speaks_of(before)
    if _AFTER_JA.match(after):
        return 0.95 if ours else 0.8
    if re.search(r"(?:当社|弊社|自社|我が社|わが社)(?:の|では|は)?[^。、]{0,10}$", before) and not sentence.heading:
        return 0.85
    return (
        0.85 if re.search(r"\d+\s*[名人][^。]{0,6}$", before) or re.match(r"^[^。]{0,8}?\d+\s*[名人]", after) else 0.0
    )


def _owned_latin(before: str, unit: str, after: str, sentence: Sentence, page: PageText, marks: Marks) -> float:
    if not _subject_is_ours(sentence, page, marks):
        return 0.0
    relative = re.search(r"([A-ZÄÖÜ][\w&.-]+),?\s+(?:which|whose|who|that|die|das|der)\b[^,]*$", before)
    if relative and not marks.speaks_of(relative[1]) and relative[1].lower() not in _PRONOUNS:
        return 0.0
    owned = _BEFORE_LATIN.search(before)
    if owned and not _GAP_VETO.search(owned["gap"] or "") and not _VERB_VETO.search(owned["gap1"] or ""):
        return 0.95 if lexicon("self", "latin").search(before) or marks.speaks_of(before) else 0.85
    named = _names_the_firm(before, marks)
    if named and not sentence.heading and len(after) > 15:
        return 0.8
    if re.match(
        r"^\s+(?:of|mit|with)\s+(?:[a-zü]+\s+){0,3}\d|^\s+(?:based |located |working )?(?:at|in) our\b", after, re.I
    ) and not is_news(page):
        return 0.8
    if _COUNT_LATIN.search(before) and re.search(
        r"staff|engineer|people|employee|personnel|specialist|scientist|expert|mitarbeiter|ingenieur|beschäftigte|team|workforce|professional|entwickler",
        unit,
        re.I,
    ):
        return 0.85
    if re.search(r"\b(?:team|group|staff) of\b.{0,30}$", before, re.I) and re.search(
        r"\b(?:our|we|wir|unser)", before, re.I
    ):
        return 0.85
    if _OF_THE_FIRM.match(after) and not sentence.heading and not is_news(page):
        return 0.8
    starts = re.fullmatch(
        r"\s*(?:(?:the|das|die|im|in (?:the|der|dem)|at the|at our)\s+)?(?:[\w&-]+\s+){0,3}", before, re.I
    )
    if starts and not sentence.heading and _AFTER_LATIN.match(after) and not is_news(page):
        return 0.7
    return 0.0


def _names_the_firm(before: str, marks: Marks) -> bool:
    """Does the firm's name stand right before the unit: the Example Components R&D center?"""
    low = before.lower().rstrip() + " "
    names = (re.escape(name) for name in marks.names if len(name) >= 3)
    return any(re.search(rf"\b{name}(?:'s|’s|s)?\s+(?:[\w&-]+\s+){{0,3}}$", low) for name in names)


def _subject_is_ours(sentence: Sentence, page: PageText, marks: Marks) -> bool:
    """Another firm's name as the subject makes it that firm's R&D: a dealer's page about a brand."""
    match = _SUBJECT.match(sentence.text)
    if not match:
        return True
    name = match[1]
    first = name.split()[0].lower().strip(".")
    if first in _PRONOUNS or marks.speaks_of(name) or is_initialism(re.sub(r"\W", "", name), marks.legal_name):
        return True
    if marks.legal_name is None and not is_news(page):
        return sum(line.text.count(name) for line in page.content()) >= 3
    return bool(re.search(r"\b(?:company|group|team|department|cent(?:er|re)|division|facility)\b", name, re.I))


def _dealer(sentence: Sentence, marks: Marks, script: Script) -> Said:
    text = sentence.text
    match = lexicon("dealer", script).search(text)
    if not match or sentence.heading or _SEEKING_DEALERS.search(text) or lexicon("planned", script).search(text):
        return NOTHING
    lead = text[: match.start() + 12]
    if not (lexicon("self", script).search(lead) or marks.speaks_of(lead) or names_in(lead)):
        return NOTHING
    return Said(HasRd.no, 0.7, _quote(text, match), dealer=True)


def _quote(text: str, match: re.Match[str]) -> str:
    """The sentence, or as much of it around the words as fits."""
    if len(text) <= LONGEST_QUOTE:
        return text
    start, end = max(0, match.start() - LONGEST_QUOTE // 2), min(len(text), match.end() + LONGEST_QUOTE // 2)
    cut = text[start:end]
    return cut if start == 0 else re.sub(r"^[^，,；;。\s]*[，,；;。\s]", "", cut, count=1)
