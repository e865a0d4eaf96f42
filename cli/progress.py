"""Progress on the terminal: one bar a stage, plain lines where nobody is looking at a terminal."""

from __future__ import annotations

import time
from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from cli.console import err, escape


class Bars:
    """A watcher that draws; use it as a context manager. Writes to standard error, so that --json stays clean."""

    def __init__(self, quiet: bool = False) -> None:
        self.drawn = err.is_terminal and not quiet
        self.quiet = quiet
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[note]}"),
            console=err,
            transient=False,
        )
        self._tasks: dict[str, TaskID] = {}
        self._done: dict[str, int] = {}
        self._total: dict[str, int | None] = {}
        self._told: dict[str, float] = {}

    def __enter__(self) -> Bars:
        if self.drawn:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.drawn:
            self._progress.stop()

    def stage(self, name: str, total: int | None) -> None:
        """A stage begins."""
        self._done[name], self._total[name] = 0, total
        if self.drawn:
            self._tasks[name] = self._progress.add_task(name, total=total, note="")
        elif not self.quiet:
            err.print(f"· {name}" + (f": {total}" if total is not None else ""))

    def step(self, name: str, n: int = 1, note: str = "") -> None:
        """`n` more are done."""
        self._done[name] = self._done.get(name, 0) + n
        if self.drawn and name in self._tasks:
            self._progress.update(self._tasks[name], advance=n, note=escape(note)[:30])
        elif not self.quiet and time.monotonic() - self._told.get(name, 0.0) > 10:
            self._told[name] = time.monotonic()
            total = self._total.get(name)
            err.print(f"  {name}: {self._done[name]}" + (f" of {total}" if total else ""))

    def say(self, line: str) -> None:
        """Something a person should know."""
        if not self.quiet:
            err.print(escape(line))
