"""Has a firm R&D of its own? Reads one page of the firm: yes, no, outsourced or unknown, with the sentence that says so.

A "yes" needs a unit, a place or a head count of research and development, and a sentence in which the firm has it now.
What is planned, what belongs to customers, partners, universities or brands, what a job advert or an article about the
trade mentions, and bare verbs (研发、生产、销售) leave the answer unknown: absence of a page is not absence of R&D.
"""

from __future__ import annotations

from datetime import date, datetime

from core.enrichment import Gleaned, Leaf, Web
from core.records import Firm, Found, Frozen
from core.words import Field, HasRd, SourceKind
from enrich import ENRICHERS
from enrich.firm_marks import Marks, firm_marks
from enrich.page_text import PageText, read_page
from enrich.rd_sentences import Said, weigh
from enrich.sentences import Sentence, sentences
from enrich.site_walk import site_of, site_source, walk


class RdAnswer(Frozen):
    """What one page says; `quote` stands in its visible text, white space aside."""

    has_rd: HasRd = HasRd.unknown
    quote: str | None = None
    where: str | None = None
    """The heading above the sentence, or the page's title."""
    scope: str | None = None
    """For outsourced: "all" where the page says that everything is bought in, else "part"."""


def parse_rd(text: str, url: str) -> RdAnswer:
    """Read one page of a firm's own site."""
    page = read_page(text, url)
    marks = firm_marks(page)
    said: dict[HasRd, tuple[float, Sentence, Said]] = {}
    for sentence in sentences(page):
        answer = weigh(sentence, page, marks)
        if answer.has_rd is not HasRd.unknown and answer.weight > said.get(answer.has_rd, (0.0,))[0]:
            said[answer.has_rd] = (answer.weight, sentence, answer)
    for outcome in (HasRd.yes, HasRd.outsourced, HasRd.no):
        if outcome not in said:
            continue
        _, sentence, answer = said[outcome]
        if outcome is HasRd.no and answer.dealer and _makes(page, marks):
            continue
        return RdAnswer(
            has_rd=outcome,
            quote=answer.quote,
            where=(sentence.text if sentence.heading else sentence.section) or page.title or None,
            scope=answer.scope,
        )
    return RdAnswer()


def _makes(page: PageText, marks: Marks) -> bool:
    """Does the content say that the firm makes or develops anything? Then being a dealer too excludes nothing."""
    from enrich.rd_sentences import makes

    return any(makes(sentence.text) for sentence in sentences(page))


@ENRICHERS.add("rd_centre")
class RdCentre:
    """R&D on the firm's own site: reads the pages that the walk of the site chose."""

    name = "rd_centre"
    kind = SourceKind.website
    needs: tuple[str, ...] = ("website",)

    def wants(self, firm: Firm, now: datetime) -> bool:
        """Only where the site is known, and nobody has settled the question."""
        return site_of(firm) is not None and firm.value(Field.has_rd) not in ("yes", "outsourced")

    async def glean(self, firm: Firm, web: Web, today: date) -> Gleaned:
        """One fact for each page that says something, and a search record where none does."""
        from enrich.page_kinds import Need, searched

        seen = await walk(firm, web)
        source = site_source(seen.home)
        leaves = []
        for page in seen.pages:
            answer = parse_rd(page.text, page.capture.final_url)
            if answer.has_rd is not HasRd.unknown:
                found = [Found(field=Field.has_rd, value=answer.has_rd.value, quote=answer.quote, confidence=0.9)]
                if answer.scope:
                    found.append(Found(field=Field.rd_scope, value=answer.scope, quote=answer.quote, confidence=0.9))
                leaves.append(Leaf(source=source, capture=page.capture, found=tuple(found)))
        leaves.append(Leaf(source=source, capture=None, searches=(searched(seen, Need.rd, hits=len(leaves)),)))
        return Gleaned(enricher=self.name, leaves=tuple(leaves), captures=seen.captures, notes=seen.notes)
