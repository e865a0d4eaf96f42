"""A crawl from outside: start its process, follow its file while it is written, learn how it ended.

A Twisted reactor starts once in a process, a hostile page can eat memory, and a crawl must be killable: so each crawl
is a child process, and the JSON Lines file is all that passes between the two (docs/decisions/0004).
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from core.listing import CrawlReport, ListConfig, Proof, ProofVerdict
from core.records import Sighting
from core.settings import ROOT
from core.words import Access
from crawlers.frontier import Limits

_POLL = 0.1
_GRACE = 20.0
"""So long a child may take to end cleanly after SIGTERM, before it is killed."""
Batch = tuple[Sighting, ...]


@dataclass(slots=True)
class Crawl:
    """A running crawl."""

    key: str
    out: Path
    process: subprocess.Popen[bytes]
    started_at: datetime
    deadline: float
    """Seconds after which the child is stopped, however busy it is."""

    async def stop(self) -> None:
        """Ask the child to end cleanly, and kill it if it does not."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            waited = 0.0
            while self.process.poll() is None and waited < _GRACE:
                await asyncio.sleep(_POLL)
                waited += _POLL
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def start(key: str, config: ListConfig, out: Path, limits: Limits | None = None) -> Crawl:
    """Start the crawl of one list in a process of its own; it writes `out` anew."""
    limits = limits or Limits(pages=config.max_pages)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(b"")
    described = out.with_suffix(".list.yml")
    described.write_text(json.dumps(config.model_dump(mode="json", exclude_unset=True)), encoding="utf-8")
    command = [sys.executable, "-m", "crawlers", key, "--config", str(described.resolve()), "--out", str(out.resolve())]
    command += ["--limits", limits.model_dump_json()]
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with out.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PYTHONPATH": path})
    return Crawl(key, out, process, datetime.now(UTC), limits.seconds + 120)


async def follow(crawl: Crawl) -> AsyncIterator[Batch | CrawlReport]:
    """Batches of sightings while the child writes them; at last, always, one report.

    A child that dies (kill, memory limit, crash) yields what it wrote, then a report that says so. The child is stopped
    when the caller stops following.
    """
    report: CrawlReport | None = None
    rows = 0
    try:
        with crawl.out.open("rb") as lines:
            rest = b""
            while True:
                ended = crawl.process.poll() is not None
                batch, report, rest = _next_batch(lines, rest)
                rows += len(batch)
                if batch:
                    yield batch
                if report or ended:
                    break
                if (datetime.now(UTC) - crawl.started_at).total_seconds() > crawl.deadline:
                    await crawl.stop()
                    continue
                await asyncio.sleep(_POLL)
    finally:
        if report is not None:
            await _ended(crawl)
        await crawl.stop()
    yield report or _died(crawl, rows)


async def crawl(
    config: ListConfig, key: str, out: Path, *, limits: Limits | None = None
) -> AsyncIterator[Batch | CrawlReport]:
    """Crawl one list: batches of sightings as they come, then the report. Starts, follows and ends the child."""
    running = start(key, config, out, limits)
    async for part in follow(running):
        yield part


async def crawl_all(
    config: ListConfig, key: str, out: Path, *, limits: Limits | None = None
) -> tuple[Batch, CrawlReport]:
    """The same for small lists and previews: everything at once."""
    rows: list[Sighting] = []
    async for part in crawl(config, key, out, limits=limits):
        if isinstance(part, CrawlReport):
            return tuple(rows), part
        rows += part
    raise RuntimeError("a crawl ended without a report")


def read_run(out: Path) -> tuple[Batch, CrawlReport | None]:
    """A crawl file that was written earlier; no report where the crawl was killed."""
    with out.open("rb") as lines:
        batch, report, _ = _next_batch(lines, b"")
    return batch, report


def _next_batch(lines: IO[bytes], rest: bytes) -> tuple[Batch, CrawlReport | None, bytes]:
    """Whole lines only: the last one may be half written."""
    text = rest + lines.read()
    whole, newline, rest = text.rpartition(b"\n")
    batch, report = [], None
    for line in whole.split(b"\n") if newline else ():
        if line.startswith(b'{"list":'):
            report = CrawlReport.model_validate_json(line)
        elif line:
            batch.append(Sighting.model_validate_json(line))
    return tuple(batch), report, rest


async def _ended(crawl: Crawl) -> None:
    """The report is written, so the child has only to leave."""
    waited = 0.0
    while crawl.process.poll() is None and waited < _GRACE:
        await asyncio.sleep(0.02)
        waited += 0.02
    await crawl.stop()


def _died(crawl: Crawl, rows: int) -> CrawlReport:
    code = crawl.process.poll()
    last = _last_line(crawl.out.with_suffix(".log"))
    how = f"was killed by signal {-code}" if code and code < 0 else f"ended with code {code} and no report"
    why = last if code == 2 and last else f"the crawl process {how} after {rows} rows{': ' + last if last else ''}"
    return CrawlReport(
        list=crawl.key,
        started_at=crawl.started_at,
        ended_at=datetime.now(UTC),
        proof=Proof(
            rows=rows,
            unique_rows=rows,
            stopped=why,
            verdict=ProofVerdict.incomplete if rows else ProofVerdict.unknown,
            why=why,
        ),
        refused=why if code == 2 else None,
        access=Access.ok if rows else Access.down,
        errors=(why,),
    )


def _last_line(log: Path) -> str:
    try:
        lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    return next((line for line in reversed(lines) if line), "")[:500]
