"""What a run tells while it goes on: counts of each stage, kept in the base, where every page and process can read them.

A thread of its own writes them, because screening and loading keep the event loop busy. The same thread hears that
somebody wants the run to stop: chunks of firms see that by themselves, a crawl is cut off by `on_stop`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from core.records import Frozen
from flows.context import Silence, Watcher
from storage.database import Database
from storage.repositories.runs import note_progress

EVERY = 1.0
"""Seconds between two notes: a page asks every two."""


class StageSoFar(Frozen):
    """How far a stage has come; `total` is empty where nobody knows it yet."""

    name: str
    done: int = 0
    total: int | None = None
    note: str = ""


class SoFar(Frozen):
    """The report of a run that goes on. Figures that only its end knows are still empty."""

    stages: tuple[StageSoFar, ...] = ()
    said: tuple[str, ...] = ()
    why: str = ""
    """Why it ended, where no report could be made."""
    firms: int = 0
    verdicts: int = 0


class Telling:
    """A watcher that notes in the base what it is told, and passes it on to another. A context manager around the run."""

    def __init__(
        self, db: Database, run: str, on_stop: Callable[[], None] | None = None, beside: Watcher | None = None
    ) -> None:
        self._db, self._run, self._on_stop = db, run, on_stop
        self._beside = beside or Silence()
        self._stages: dict[str, StageSoFar] = {}
        self._said: list[str] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._note_again_and_again, daemon=True)

    @property
    def so_far(self) -> SoFar:
        """What was told until now."""
        return SoFar(stages=tuple(self._stages.values()), said=tuple(self._said[-20:]))

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins."""
        self._stages[name] = StageSoFar(name=name, total=total)
        self._beside.stage(name, total)

    def step(self, name: str, n: int = 1, note: str = "") -> None:
        """`n` more are done."""
        known = self._stages.get(name, StageSoFar(name=name))
        self._stages[name] = known.model_copy(update={"done": known.done + n, "note": note[:80]})
        self._beside.step(name, n, note)

    def say(self, line: str) -> None:
        """Something a person should know."""
        self._said.append(line[:400])
        self._beside.say(line)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _note_again_and_again(self) -> None:
        while not self._over.wait(EVERY):
            with self._db.writing() as tx:
                wanted = note_progress(tx, self._run, self.so_far.model_dump(mode="json"))
            if not wanted and self._on_stop is not None and not self._over.is_set():
                self._on_stop()
