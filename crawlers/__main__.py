"""`python -m crawlers KEY|--config FILE --out run.jsonl`: one crawl in a process of its own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.catalogue import load
from core.errors import BadInput
from core.listing import ListConfig
from crawlers.child import run
from crawlers.frontier import Limits
from crawlers.loader import load_list


def main() -> int:
    """Exit 0 once the report is written, whatever it says; 2 for unusable arguments."""
    parser = argparse.ArgumentParser(prog="python -m crawlers", description=__doc__)
    parser.add_argument("key", help="the list's key; with --config, the key under which its rows are stored")
    parser.add_argument(
        "--config", type=Path, help="a YAML file that describes the list; default: config/lists/KEY.yml"
    )
    parser.add_argument("--out", type=Path, required=True, help="the JSON Lines file to write")
    parser.add_argument("--limits", default="{}", help="JSON of crawlers.frontier.Limits")
    given = parser.parse_args()
    try:
        config = load(given.config, ListConfig) if given.config else load_list(given.key)
        limits = Limits.model_validate_json(given.limits)
        if "pages" not in limits.model_fields_set:
            limits = limits.model_copy(update={"pages": config.max_pages})
        run(given.key, config, given.out, limits)
    except BadInput as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 - the parent reads it
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
