"""The whole nightly job against the demo web: decisions against truth, replay, the archive, and a second run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.settings import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.prefect, pytest.mark.xdist_group("demo")]


def showfloor(home: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", *arguments],
        cwd=ROOT,
        env={**os.environ, "SHOWFLOOR_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    home = tmp_path_factory.mktemp("demo")
    code, out, err = showfloor(home, "demo", "--firms", "30", "--seed", "901", "--json")
    assert code == 0, err
    return home / "demo", json.loads(out)


def test_nothing_is_wrongly_qualified_merged_or_invented(ran: tuple[Path, dict[str, Any]]) -> None:
    measured = ran[1]["measured"]
    assert measured["wrongly_qualified"] == []
    assert measured["wrong_yes"] == []
    assert measured["lookalikes_merged"] == []
    assert measured["brands_as_firms"] == []
    assert measured["grounds"]["from_unusable_pages"] == measured["grounds"]["without_capture"] == []
    assert measured["grounds"]["unquoted_rd"] == []
    assert measured["agreed"] / measured["firms"] >= 0.9


def test_rows_in_are_rows_out(ran: tuple[Path, dict[str, Any]]) -> None:
    ledger = ran[1]["run"]["ledger"]
    assert ledger["rows_in"] == sum(n for name, n in ledger.items() if name != "rows_in")


def test_files_without_a_traceable_source_are_refused(ran: tuple[Path, dict[str, Any]]) -> None:
    assert len(ran[1]["refused"]) == 2


def test_replay_is_identical_and_a_changed_byte_is_noticed(ran: tuple[Path, dict[str, Any]]) -> None:
    home, _ = ran
    code, out, err = showfloor(home, "replay", "--json")
    told = json.loads(out)
    assert (code, told["differing"], told["archive"]) == (0, [], []), err
    assert told["compared"] == told["identical"] > 0
    page = next((home / "evidence" / "warc").rglob("*.warc.gz"))
    whole = page.read_bytes()
    page.write_bytes(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])
    try:
        code, out, _ = showfloor(home, "replay", "--json")
        assert code == 1
        assert json.loads(out)["archive"]
    finally:
        page.write_bytes(whole)


def test_every_finding_of_a_qualified_firm_leads_to_its_page_and_screenshot(ran: tuple[Path, dict[str, Any]]) -> None:
    home, _ = ran
    _, out, _ = showfloor(home, "firms", "--status", "qualified", "--json")
    firms = json.loads(out)
    if not firms:
        pytest.skip("this demo web has no firm that qualifies")
    _, out, _ = showfloor(home, "explain", firms[0]["id"], "--json")
    told = json.loads(out)["firm"]
    facts = {fact["id"]: fact for fact in told["facts"]}
    shown = [capture for capture in told["captures"] if capture["screenshot"]]
    assert shown
    assert all((home / "evidence" / capture["screenshot"]).is_file() for capture in shown)
    named = [facts[key] for f in told["verdict"]["findings"] for key in f["evidence"] if key in facts]
    assert named
    assert all(fact["capture"] and fact["quote"] for fact in named if fact["extractor"] == "registry")
