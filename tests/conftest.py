"""Fixtures that every test may use: the real saved data beside the checkout, settings of their own, a loopback guard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.settings import settings

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real saved data beside the checkout; a user's clone has none, and the test is skipped with that reason."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("no ../shared/data beside this checkout: real saved pages are not part of the project")
    return folder


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test has a data folder of its own and never sees the developer's environment."""
    monkeypatch.setenv("SHOWFLOOR_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    yield
    settings.cache_clear()
