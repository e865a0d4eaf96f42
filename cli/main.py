"""The entry point: wires the commands of DESIGN section 8 and turns errors into one line and an exit code.

Heavy packages are imported by the commands that need them, so that `showfloor parse` starts fast.
"""

import importlib
import os
import sys

import typer

from cli.console import err

COMMANDS: tuple[tuple[str, str], ...] = (
    ("demo", "cli.demo:demo"),
    ("preview", "cli.lists:preview"),
    ("lists", "cli.lists:lists"),
    ("crawl", "cli.crawl:crawl"),
    ("nightly", "cli.crawl:nightly"),
    ("firms", "cli.firms:firms"),
    ("explain", "cli.firms:explain"),
    ("parse", "cli.parse:parse"),
    ("match", "cli.names:match"),
    ("resolve", "cli.names:resolve"),
    ("capture", "cli.capture:capture"),
    ("replay", "cli.replay:replay"),
    ("what-if", "cli.replay:what_if"),
    ("evidence", "cli.evidence:app"),
    ("registry", "cli.registry:app"),
    ("export", "cli.handover:export"),
    ("kpi", "cli.reports:kpi"),
    ("report", "cli.reports:report"),
    ("inspect", "cli.reports:app"),
    ("merge", "cli.merges:app"),
    ("user", "cli.users:app"),
    ("erase", "cli.users:erase"),
    ("serve", "cli.serve:serve"),
    ("check", "cli.check:check"),
    ("deploy", "cli.deploy:deploy"),
)
"""Command and where its function or group lives. Only the command that is called is imported."""


def build(wanted: str | None) -> typer.Typer:
    """The application with the wanted command, or with all of them for `--help`."""
    app = typer.Typer(
        name="showfloor",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )

    @app.callback()
    def root() -> None:
        """From an exhibitor list to firms a rep can call: collected, enriched, screened and proved."""

    for name, place in COMMANDS:
        if wanted is not None and name != wanted:
            continue
        module, _, attribute = place.partition(":")
        found = getattr(importlib.import_module(module), attribute)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
    return app


def main() -> None:
    """Run the command line. Exit 0 done, 1 a run that failed, 2 bad input."""
    os.environ.setdefault("DO_NOT_TRACK", "1")
    first = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    wanted = first if first in dict(COMMANDS) else None
    from core.errors import BadInput, SourceDown

    try:
        build(wanted)(standalone_mode=True)
    except BadInput as error:
        err.print(f"[red]✗[/red] {_one_line(error)}", markup=True, soft_wrap=True)
        sys.exit(2)
    except SourceDown as error:
        err.print(f"[red]✗[/red] {_one_line(error)}", markup=True, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        err.print("stopped")
        sys.exit(130)


def _one_line(error: Exception) -> str:
    from cli.console import escape

    return escape(str(error))


if __name__ == "__main__":
    main()
