"""The house rules that a machine can hold: sizes, names, what may not stand in the tree."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 400
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)(_|$)")


def tracked() -> list[Path]:
    """Files of the project, as git knows them; outside a checkout, what lies there."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    names = done.stdout.split("\n") if done.returncode == 0 else [str(p.relative_to(ROOT)) for p in ROOT.rglob("*.py")]
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def sources() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and "migrations/versions" not in str(path)]


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in sources()
        if (n := len(p.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_names_say_what_a_file_knows() -> None:
    assert [str(p.relative_to(ROOT)) for p in sources() if VAGUE.search(p.stem)] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(p.relative_to(ROOT))
        for p in sources()
        if p.stat().st_size and ast.get_docstring(ast.parse(p.read_text(encoding="utf-8"))) is None
    ]
    assert silent == []


@pytest.mark.parametrize("folder", ["crawlers", "enrich", "flows", "storage", "tests", "config"])
def test_the_owners_folders_stand(folder: str) -> None:
    assert (ROOT / folder).is_dir()


def test_nothing_of_one_machine_stands_in_the_tree() -> None:
    place = str(ROOT.parent) + "/"
    index = re.compile(r"https?://[^\s\"']*(pypi|pythonhosted|npmjs|debian)\.(org|com|net)", re.IGNORECASE)
    found = []
    for path in tracked():
        if path.suffix in (".png", ".jpg", ".js") or path.stat().st_size > 2_000_000:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        if place in text or index.search(text):
            found.append(str(path.relative_to(ROOT)))
    assert found == []
