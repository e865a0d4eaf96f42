"""Which platform a pasted address or page is of; the rep never picks one."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from core.listing import Answer, ListConfig
from crawlers.platforms import PLATFORMS

_LAST = ("file", "generic")


def recognise_url(config: ListConfig) -> ListConfig | None:
    """The list on the platform that its address tells; None where the YAML names one, or the address tells nothing."""
    if "platform" in config.model_fields_set:
        return None
    if not urlsplit(config.url).scheme or Path(config.url).is_file():
        return _on(config, "file", {})
    for name, platform in _named():
        params = platform.recognise(config.url, None)
        if params is not None:
            return _on(config, name, params)
    params = PLATFORMS.get("file").recognise(config.url, None)
    return None if params is None else _on(config, "file", params)


def recognise_page(config: ListConfig, answer: Answer) -> ListConfig | None:
    """The list on the platform that its page tells, once it was read."""
    for name, platform in _named():
        params = platform.recognise(answer.final_url or config.url, answer.text)
        if params is not None:
            return _on(config, name, params)
    return None


def _named() -> list[tuple[str, Any]]:
    return [(name, platform) for name, platform in PLATFORMS if name not in _LAST]


def _on(config: ListConfig, name: str, params: dict[str, Any]) -> ListConfig:
    return config.model_copy(update={"platform": name, "params": {**params, **config.params}})
