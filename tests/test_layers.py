"""Who may import whom, read from the syntax trees (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT = {
    "core": set(),
    "crawlers": {"core"},
    "enrich": {"core"},
    "screen": {"core"},
    "storage": {"core"},
    "reports": {"core", "storage"},
    "exports": {"core", "storage"},
    "flows": {"core", "crawlers", "enrich", "screen", "storage", "reports", "exports"},
    "demo": {"core", "crawlers", "enrich", "screen", "storage", "reports", "exports", "flows"},
    "review": {"core", "crawlers", "enrich", "screen", "storage", "reports", "exports", "flows"},
    "cli": {"core", "crawlers", "enrich", "screen", "storage", "reports", "exports", "flows", "review", "demo"},
}


def files() -> list[Path]:
    return sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages of ours that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found & MAY_IMPORT.keys()


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_what_its_package_may(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    beyond = imported(path) - MAY_IMPORT[package] - {package}
    assert not beyond, f"{package} may not import {', '.join(sorted(beyond))}"


def test_sql_lives_in_storage_only() -> None:
    elsewhere = [
        p
        for p in files()
        if p.relative_to(ROOT).parts[0] != "storage" and "sqlalchemy" in p.read_text(encoding="utf-8")
    ]
    assert [str(p.relative_to(ROOT)) for p in elsewhere if _imports(p, "sqlalchemy")] == []


def test_the_environment_is_read_in_one_place() -> None:
    """Prefect's and the demo's own variables are set, not read; the command line asks for the person's language."""
    readers = [p for p in files() if "os.environ" in p.read_text(encoding="utf-8")]
    allowed = {
        "core/settings.py",
        "flows/prefect_home.py",
        "demo/installation.py",
        "cli/main.py",
        "cli/console.py",
        "core/web/chromium.py",  # where Playwright keeps its own browsers
        "crawlers/process.py",
        "review/runs_launch.py",
    }
    assert {str(p.relative_to(ROOT)) for p in readers} <= allowed


def _imports(path: Path, module: str) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(
        (isinstance(node, ast.Import) and any(alias.name.split(".")[0] == module for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == module)
        for node in ast.walk(tree)
    )
