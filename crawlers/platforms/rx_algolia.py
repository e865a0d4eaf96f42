"""RX (Reed Exhibitions) world wide: NEPCON Japan with Automotive World, NEPCON Asia and other RX shows.

The directory page names its event (`evt-<uuid>`) and edition (`eve-<uuid>`) and carries the search key in its script.
"""

from __future__ import annotations

from typing import Any

from core.catalogue import Configured
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from crawlers.platforms import PLATFORMS, answers
from crawlers.platforms.algolia import following, key_of, query

_UUID = r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"


class Params(Configured):
    """Event and edition are read from the page where they are left out."""

    event: str | None = None
    edition: str | None = None
    locale: str = "en-gb"
    app: str = "XD0U5M6Y4R"
    size: int = 1000


class RxAlgolia:
    """The directory page for event, edition and key; then the index."""

    name = "rx_algolia"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """Links to `directory-details.org-<uuid>.html`, or the index of an RX event in the page."""
        event = answers.mentioned(rf"evt-{_UUID}", url, text)
        edition = answers.mentioned(rf"eve-{_UUID}", url, text)
        links = answers.mentioned(rf"directory-details\.org-{_UUID}", url, text)
        if not ((event and edition) or links):
            return None
        return {key: value for key, value in (("event", event), ("edition", edition)) if value}

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The directory page."""
        answers.settle(self, config, Params)
        return (Ask(url=config.url, purpose="session", label="directory page"),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """The key, then hits."""
        params = answers.settle(self, config, Params)
        if answer.ask.purpose == "session":
            return self._session(answer, params)
        data = answers.tree(answer, self.name)
        rows = answers.listed(
            (self._row(h) for h in answers.records(data, "hits", self.name)), self.name, "hits without a name"
        )
        pages, total = answers.number(answers.dig(data, "nbPages")), answers.number(answers.dig(data, "nbHits"))
        return PlatformReading(rows=rows, declared_total=total, more=following(answer, pages), pages_known=pages)

    def _session(self, answer: Answer, params: Params) -> PlatformReading:
        found = key_of(answer, self.name)
        if found is None:
            return PlatformReading(more=(answer.ask.model_copy(update={"browser": True}),))
        calls = " ".join(f"{call.url} {call.request_body or ''}" for call in answer.calls)
        event = params.event or answers.mentioned(rf"evt-{_UUID}", answer.text, calls)
        edition = params.edition or answers.mentioned(rf"eve-{_UUID}", answer.text, calls)
        if not event or not edition:
            raise answers.changed(self.name, "the page names no event (evt-…) or edition (eve-…)")
        filters = f"recordType:exhibitor AND eventEditionId:eve-{edition} AND locale:{params.locale}"
        return PlatformReading(more=(query(params.app, f"evt-{event}-index", found[0], 0, params.size, filters),))

    @staticmethod
    def _row(hit: dict[str, Any]) -> ListRow | None:
        shows = answers.words(hit.get("ppsAnswers")) if isinstance(hit.get("ppsAnswers"), list) else None
        return answers.row(
            answers.first(hit, "companyName", "exhibitorName"),
            booth=answers.first(hit, "standReference"),
            country=answers.first(hit, "countryName"),
            website=answers.first(hit, "website"),
            description=answers.first(hit, "exhibitorDescription"),
            category=shows,
        )


PLATFORMS.add(RxAlgolia.name)(RxAlgolia())
