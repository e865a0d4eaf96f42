"""Which browser there is, and how it is started."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from core.errors import BadInput
from core.settings import Settings

_SYSTEM = (
    "chromium-headless-shell",
    "chrome-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
)
"""Headless shells first: the same pictures for half the CPU (PERF section 4)."""
_ARGUMENTS = (
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-print-preview",
    "--no-first-run",
    "--no-pings",
    "--mute-audio",
    # What a page's scripts may hold: a page that wants more crashes alone, before the machine suffers.
    "--js-flags=--max-old-space-size=512",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    # The proxy resolves names; the browser itself must never, so that nothing can be reached beside the proxy.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


def find_browser(settings: Settings) -> Path | None:
    """The browser to start: the configured one, Playwright's own build, then the system's. None where there is none."""
    if settings.browser_path is not None:
        if not settings.browser_path.is_file():
            raise BadInput(
                f"SHOWFLOOR_BROWSER_PATH: {settings.browser_path} does not exist; name a Chromium or leave it empty"
            )
        return settings.browser_path
    own = _playwrights_own()
    if own is not None:
        return own
    return next((Path(found) for name in _SYSTEM if (found := shutil.which(name))), None)


def _playwrights_own(*only: str) -> Path | None:
    """The newest build that Playwright installed; `only` are the folder and the file that it may be."""
    place = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    folder = Path(place) if place not in ("", "0") else Path.home() / ".cache" / "ms-playwright"
    both = [("chromium_headless_shell-*", "*headless*shell"), ("chromium-*", "chrome")]
    for build, name in [(only[0], only[1])] if only else both:
        for found in sorted(folder.glob(f"{build}/*/{name}"), reverse=True):
            if found.is_file() and os.access(found, os.X_OK):
                return found
    return None


def required_browser(settings: Settings) -> Path:
    """Like `find_browser`, but a missing browser is one clear line that says what to install."""
    found = find_browser(settings)
    if found is None:
        raise BadInput(
            "no browser: install one with `playwright install chromium-headless-shell`, or on Debian and Ubuntu "
            "`apt-get install chromium-headless-shell fonts-noto-cjk`, or name one with SHOWFLOOR_BROWSER_PATH"
        )
    return found


def window_browser(settings: Settings) -> Path:
    """A browser with a window, for a person to work in. A missing one is one clear line that says what to install."""
    named = settings.browser_path
    own = _playwrights_own("chromium-*", "chrome")
    system = (Path(at) for name in _SYSTEM if "headless" not in name and (at := shutil.which(name)))
    found = named if named is not None and "headless" not in named.name else own or next(system, None)
    if found is None or not found.is_file():
        raise BadInput(
            "no browser with a window: install one with `playwright install chromium`, or on Debian and Ubuntu "
            "`apt-get install chromium fonts-noto-cjk`, or name one with SHOWFLOOR_BROWSER_PATH"
        )
    return found


def launch_options(settings: Settings, proxy_port: int) -> dict[str, Any]:
    """Arguments for Playwright's `launch`."""
    return {
        "executable_path": str(required_browser(settings)),
        "headless": True,
        "args": list(_ARGUMENTS),
        # Chromium refuses to sandbox for root; everybody else keeps the sandbox.
        "chromium_sandbox": not (hasattr(os, "geteuid") and os.geteuid() == 0),
        "proxy": {"server": f"http://127.0.0.1:{proxy_port}", "bypass": "<-loopback>"},
        "timeout": 60_000,
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
    }
