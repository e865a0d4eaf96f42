"""Access tokens: refreshed once an hour, shared by all processes of an installation, never logged.

Zoho gives at most ten new tokens in ten minutes and keeps fifteen alive, so the token is kept in a file of the data
folder that only its owner can read, and one process at a time refreshes it. Errors come with HTTP 200.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from filelock import FileLock

from core.errors import BadInput, SourceDown
from core.settings import Settings
from core.words import Access

_EARLY = 120
"""Seconds before its end at which a token is taken for spent."""
_HINTS = {
    "invalid_client": "the client is not known at this data centre; set SHOWFLOOR_ZOHO_ACCOUNTS_URL and SHOWFLOOR_ZOHO_API_URL "
    "to the one where it was made (China: accounts.zoho.com.cn)",
    "invalid_code": "the refresh token was revoked or belongs to another client; make a new one and set SHOWFLOOR_ZOHO_REFRESH_TOKEN",
    "invalid_client_secret": "set SHOWFLOOR_ZOHO_CLIENT_SECRET anew",
}


class _WithoutSecrets(logging.Filter):
    """httpx logs addresses, and the address of a refresh carries the secrets."""

    def filter(self, record: logging.LogRecord) -> bool:
        return "/oauth/" not in record.getMessage()


logging.getLogger("httpx").addFilter(_WithoutSecrets())


class Tokens:
    """The access token of one client at one data centre."""

    def __init__(self, settings: Settings, http: httpx.Client, clock: Callable[[], float] = time.time) -> None:
        self._client, self._secret, self._refresh = _secrets(settings)
        self._accounts, self._http, self._clock = settings.zoho_accounts_url.rstrip("/"), http, clock
        whose = hashlib.sha256(f"{self._accounts} {self._client} {self._refresh}".encode()).hexdigest()[:16]
        self._file = settings.home / f"zoho-token-{whose}.json"

    def token(self, spent: str | None = None) -> str:
        """A token that is still good. `spent` is one that Zoho has just refused: it is replaced, once for everybody."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(str(self._file) + ".lock"):
            kept, until = self._kept()
            if kept and kept != spent and self._clock() < until - _EARLY:
                return kept
            fresh, seconds = self._refreshed()
            self._keep(fresh, self._clock() + seconds)
            return fresh

    def _refreshed(self) -> tuple[str, float]:
        asked = {
            "refresh_token": self._refresh,
            "client_id": self._client,
            "client_secret": self._secret,
            "grant_type": "refresh_token",
        }
        try:
            answer = self._http.post(f"{self._accounts}/oauth/v2/token", params=asked)
            body = answer.json()
        except (httpx.HTTPError, ValueError):
            # No cause: the address in the text of httpx's exception carries the secrets.
            raise SourceDown("zoho", Access.down, f"no usable answer from {self._accounts}") from None
        token = body.get("access_token") if isinstance(body, dict) else None
        if not token:
            error = str(body.get("error", "no access_token")) if isinstance(body, dict) else "no access_token"
            if answer.status_code in (400, 429) and error.casefold().startswith("access denied"):
                raise SourceDown("zoho", Access.rate_limited, "too many tokens asked for; wait ten minutes")
            raise BadInput(
                f"Zoho refused the sign-in at {self._accounts} ({error}): {_HINTS.get(error, 'check the SHOWFLOOR_ZOHO_… settings')}"
            )
        return str(token), float(body.get("expires_in", 3600))

    def _kept(self) -> tuple[str | None, float]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
            return str(found["token"]), float(found["until"])
        except (OSError, ValueError, KeyError, TypeError):
            return None, 0.0

    def _keep(self, token: str, until: float) -> None:
        aside = self._file.with_suffix(".new")
        aside.unlink(missing_ok=True)
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump({"token": token, "until": until}, file)
        Path(aside).replace(self._file)


def _secrets(settings: Settings) -> tuple[str, str, str]:
    wanted = {
        "SHOWFLOOR_ZOHO_CLIENT_ID": settings.zoho_client_id,
        "SHOWFLOOR_ZOHO_CLIENT_SECRET": settings.zoho_client_secret,
        "SHOWFLOOR_ZOHO_REFRESH_TOKEN": settings.zoho_refresh_token,
    }
    absent = [name for name, value in wanted.items() if value is None]
    if absent:
        raise BadInput(
            f"Zoho needs {', '.join(absent)}; set them in the environment, or use --dry-run, or --out FOLDER for files to import by hand"
        )
    first, second, third = (value.get_secret_value() for value in wanted.values() if value is not None)
    return first, second, third
