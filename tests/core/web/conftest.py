"""A loopback site, settings that send every *.example host there, and an evidence store."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.settings import Settings
from storage.evidence.store import EvidenceStore
from tests.core.web.site import Site


@pytest.fixture
def store(tmp_path: Path) -> EvidenceStore:
    return EvidenceStore(tmp_path / "evidence")


@pytest.fixture
def sent_to() -> Callable[..., Settings]:
    """Settings under which every *.example host is this site."""

    def make(site: Site, **more: Any) -> Settings:
        chosen: dict[str, Any] = {"http_timeout_seconds": 1.0, **more}
        return Settings(hosts={"*.example": f"127.0.0.1:{site.port}"}, **chosen)

    return make
