"""What a crawl would read: the first rows and the proof within seconds, and a YAML to accept. Stores nothing."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import yaml

from core.errors import BadInput
from core.listing import Answer, CrawlReport, ListConfig, Preview, Proof, ProofVerdict
from core.records import ListRow, Sighting
from core.values.fold import fold
from core.web.decode import Kind, decode, sniff
from core.words import Access, SourceKind
from crawlers.frontier import Limits
from crawlers.platforms import PLATFORMS
from crawlers.process import crawl_all
from crawlers.recognise import recognise_page, recognise_url
from crawlers.walk import Walk

_PAGES, _SECONDS, _ROWS = 3, 60.0, 200
_TITLE = "Preview 2000"
"""A preview has no acquisition channel yet; nothing that it reads is kept."""


class Crawler(Protocol):
    """`crawlers.process.crawl_all`, or whatever else reads a whole list at once."""

    async def __call__(
        self, config: ListConfig, key: str, out: Path, *, limits: Limits | None = None
    ) -> tuple[tuple[Sighting, ...], CrawlReport]:
        """Rows and report."""
        ...


async def preview(target: str, *, url: str | None = None, pages: int = _PAGES, crawl: Crawler = crawl_all) -> Preview:
    """Look at an address or a file. `url` is where a saved page came from, so that its links mean something.

    Raises BadInput for what is neither; a list that cannot be read comes back with `refused`.
    """
    if "://" not in target:
        return await asyncio.to_thread(preview_file, Path(target).expanduser(), url)
    config = ListConfig.model_validate({"title": _TITLE, "url": target, "pace": {"delay_seconds": 0.3}})
    with tempfile.TemporaryDirectory(prefix="showfloor-preview-") as folder:
        limits = Limits(pages=pages, seconds=_SECONDS, profiles=0)
        rows, report = await crawl(config, "preview", Path(folder) / "run.jsonl", limits=limits)
    return _preview(target, rows, report)


def preview_file(path: Path, url: str | None = None) -> Preview:
    """Look at a file on disk: a saved page of a site, or a list as a file."""
    if not path.is_file():
        raise BadInput(f"{path}: neither an address (https://…) nor a file that exists")
    body = path.read_bytes()
    page = sniff(body[:65_536]) is Kind.html
    address = url or path.resolve().as_uri()
    described = {"title": _TITLE, "url": address if page else str(path), "browser": False}
    config = ListConfig.model_validate(described)
    answer_text = decode(body) if page else ""
    config = _recognised(config, answer_text, address) if page else recognise_url(config) or config
    walk = Walk("preview", config, PLATFORMS.get(config.platform), Limits(pages=1, profiles=0))
    ask = walk.start()[0]
    answer = Answer.model_construct(
        ask=ask, final_url=address, status=200, access=Access.ok, content_type="", headers={}, body=body, text=answer_text, calls=()
    )  # fmt: skip
    return _preview(str(path), walk.take(answer).sightings, walk.report())


def _recognised(config: ListConfig, text: str, address: str) -> ListConfig:
    if not text or not address.startswith("http"):
        return config
    from core.listing import Ask

    answer = Answer(ask=Ask(url=address), final_url=address, status=200, access=Access.ok, text=text)
    return recognise_page(config, answer) or config


def _preview(target: str, rows: tuple[Sighting, ...], report: CrawlReport) -> Preview:
    if report.refused is None and not rows:
        refused: str | None = "; ".join(report.errors) or "no list of firms was found"
    else:
        refused = report.refused
    return Preview(
        url=target,
        platform=report.platform or "generic",
        params=report.params,
        rows=tuple(_row(sighting) for sighting in rows[:_ROWS]),
        proof=_of_first_pages(report.proof),
        refused=refused,
        recipe=report.recipe,
        warnings=(*report.warnings, *(report.errors if rows else ())),
    )


def _row(sighting: Sighting) -> ListRow:
    return ListRow.model_construct(**{field: getattr(sighting, field) for field in ListRow.model_fields})


def _of_first_pages(proof: Proof) -> Proof:
    """A preview stops early on purpose: that is no fault of the list."""
    if "cap of" not in proof.stopped or proof.verdict is ProofVerdict.complete:
        return proof
    pages = f"; the list links to at least {proof.pages_known} pages" if proof.pages_known else ""
    zh = f"；名录至少有 {proof.pages_known} 页" if proof.pages_known else ""
    changed = {
        "verdict": ProofVerdict.unknown,
        "why": f"a preview reads only the first {proof.pages_reached} pages{pages}",
        "why_zh": f"预览只读取前 {proof.pages_reached} 页{zh}",
        "stopped": "enough for a preview",
        "gaps": (),
    }
    return proof.model_copy(update=changed)


def suggest_config(
    seen: Preview,
    title: str,
    *,
    kind: SourceKind = SourceKind.show,
    country: str | None = None,
    title_zh: str | None = None,
) -> ListConfig:
    """The YAML that a rep accepts: platform, expected size and recipe from the preview. BadInput for a vague title."""
    count = seen.proof.declared_total or (seen.proof.unique_rows if seen.proof.verdict is ProofVerdict.complete else 0)
    described = {
        "title": title,
        "title_zh": title_zh,
        "platform": seen.platform,
        "url": seen.url,
        "kind": kind.value,
        "country": country,
        "params": dict(seen.params) or None,
        # A healthy run loses a tenth of a list at most; twice the size is another list.
        "expect": {"min": int(count * 0.85), "max": count * 2} if count >= 10 else None,
        "recipe": seen.recipe,
        "proved": f"previewed {datetime.now(UTC):%Y-%m-%d}: {seen.proof.unique_rows} rows read",
    }
    try:
        return ListConfig.model_validate({key: value for key, value in described.items() if value is not None})
    except ValueError as error:
        raise BadInput(str(error).splitlines()[2].strip() if "\n" in str(error) else str(error)) from error


def as_yaml(config: ListConfig) -> str:
    """The text of `config/lists/<key>.yml`."""
    told = config.model_dump(mode="json", exclude_unset=True)
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)


def suggest_key(title: str) -> str:
    """A file name for a list: its title in lower case with underscores, as `auto_shanghai_2027`."""
    return re.sub(r"\W+", "_", fold(title).casefold()).strip("_")[:60] or "list"
