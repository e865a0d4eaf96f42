"""The common shape of exhibitor lists behind Chinese mini-programs: one JSON list, a page at a time.

Most Chinese shows publish their list only there: POST or GET with a page number and a size, an array of records in the
answer. What differs is set in the list's YAML; hosts that are known bring their settings from
`config/lookups/mini_programs.yml`; array, name and booth are found by the common keys where nothing is set.
Contact persons and their mobile numbers are in many answers; they are not read.
"""

from __future__ import annotations

import json
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import JsonValue

from core.catalogue import Configured, words
from core.listing import Answer, Ask, ListConfig, PlatformReading
from core.records import ListRow
from core.settings import settings
from crawlers.platforms import PLATFORMS, answers
from crawlers.platforms.pages import numbered, onward


class Params(Configured):
    """How one show asks for its list. Paths are dotted; keys are tried in order."""

    method: Literal["GET", "POST"] = "POST"
    body: Literal["json", "form"] = "json"
    page_param: str = "page"
    size_param: str | None = "pageSize"
    first_page: int = 1
    size: int = 100
    fixed: dict[str, JsonValue] = {}
    """Further parameters that stay the same, such as the exhibition's id."""
    headers: dict[str, str] = {}
    rows: str | None = None
    name: str | None = None
    name_alt: str | None = None
    booth: str | None = None
    total: str | None = None


def known() -> dict[str, Any]:
    """The common keys and the known hosts, from `config/lookups/mini_programs.yml`."""
    found: dict[str, Any] = words(settings().config_dir / "lookups" / "mini_programs.yml")
    return found


class MiniProgram:
    """A page at a time, by number."""

    name = "mini_program"

    def recognise(self, url: str, text: str | None = None) -> dict[str, Any] | None:
        """By the hosts of the lookup file."""
        for pattern, params in known()["hosts"].items():
            name, _, path = pattern.partition("/")
            if answers.host(url) == name and answers.path(url).lstrip("/").startswith(path):
                return dict(params)
        return None

    def start(self, config: ListConfig) -> tuple[Ask, ...]:
        """The first page."""
        params = answers.settle(self, config, Params)
        return (numbered(self._page(config, params, 0, params.size), 0),)

    def read(self, answer: Answer, config: ListConfig) -> PlatformReading:
        """Rows, by the set keys or by the common ones."""
        params, common = answers.settle(self, config, Params), known()
        data = answers.tree(answer, self.name)
        found = answers.records(data, params.rows, self.name) if params.rows is not None else self._array(data, common)
        rows = answers.listed((self._row(r, params, common) for r in found), self.name, "records without a name")
        paths = [params.total] if params.total else common["total"]
        total = next((n for n in (answers.number(answers.dig(data, path)) for path in paths) if n), None)
        more, pages = onward(
            answer, config, rows, total, lambda n, size: self._page(config, params, n, size), size=len(found) or None
        )
        return PlatformReading(rows=rows, declared_total=total, more=more, pages_known=pages)

    @staticmethod
    def _page(config: ListConfig, params: Params, index: int, size: int) -> Ask:
        asked: dict[str, Any] = {**params.fixed, params.page_param: params.first_page + index}
        if params.size_param:
            asked[params.size_param] = size
        if params.method == "GET":
            parts = urlsplit(config.url)
            query = urlencode(dict(parse_qsl(parts.query, keep_blank_values=True)) | asked)
            return Ask(url=parts._replace(query=query).geturl(), headers=params.headers)
        form = params.body == "form"
        kind = "application/x-www-form-urlencoded" if form else "application/json"
        body = urlencode(asked) if form else json.dumps(asked, ensure_ascii=False)
        return Ask(url=config.url, method="POST", headers={"Content-Type": kind, **params.headers}, body=body)

    def _array(self, data: JsonValue, common: dict[str, Any]) -> list[dict[str, JsonValue]]:
        empty = False
        for path in common["rows"]:
            node = answers.dig(data, path)
            if any(answers.first(record, *common["name"]) for record in answers.objects(node)[:20]):
                return answers.objects(node)
            empty = empty or node == []
        if empty:
            return []
        raise answers.changed(self.name, "no array of records with a firm's name at any of the common places")

    @staticmethod
    def _row(record: dict[str, JsonValue], params: Params, common: dict[str, Any]) -> ListRow | None:
        def held(key: str, chosen: str | None = None) -> str | None:
            return answers.first(record, *([chosen] if chosen else common[key]))

        return answers.row(
            held("name", params.name),
            name_alt=held("name_alt", params.name_alt),
            booth=held("booth", params.booth)
            or answers.first(
                {"b": [answers.first(b, *common["booth"]) for b in answers.objects(record.get("booths"))]}, "b"
            ),
            country=held("country"),
            website=held("website"),
            phone=held("phone"),
            email=held("email"),
            category=held("category"),
        )


PLATFORMS.add(MiniProgram.name)(MiniProgram())
