"""A stand-in for the licensed APIs on loopback: checks who asks before it answers, as the real ones do."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from werkzeug.wrappers import Request, Response

from core.records import Capture
from core.settings import settings
from core.words import Access

KEY, SECRET, TOKEN = "key-of-the-test", "secret-of-the-test", "token-of-the-test"


class Memory:
    """An evidence sink that keeps what it is given."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes, Access]] = []

    def keep(
        self,
        *,
        url: str,
        final_url: str,
        status: int | None,
        body: bytes,
        access: Access,
        fetched_at: datetime,
        **_: Any,
    ) -> Capture:
        self.kept.append((url, body, access))
        sha = hashlib.sha256(body).hexdigest()
        return Capture(
            sha256=sha, url=url, final_url=final_url, fetched_at=fetched_at, access=access, http_status=status
        )


def reader(server: Any, monkeypatch: Any) -> Any:
    """The real reader, allowed to talk to the stand-in alone."""
    from core.web.reader import WebReader

    monkeypatch.setenv("SHOWFLOOR_ALLOWED_PRIVATE_HOSTS", json.dumps([f"{server.host}:{server.port}", server.host]))
    settings.cache_clear()
    return WebReader(settings(), Memory(), delay_seconds=0)


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run one coroutine."""
    return asyncio.run(work)


def answer(tree: Any) -> Response:
    """JSON, HTTP 200: the APIs answer so even for errors."""
    return Response(json.dumps(tree, ensure_ascii=False), content_type="application/json; charset=utf-8")


def qcc_refusal(request: Request) -> dict[str, Any] | None:
    """What Qichacha says to a wrong key or signature; None where both are right."""
    if request.args.get("key") != KEY:
        return {"Status": "101", "Message": "【无效请求】当前的KEY无效", "Result": None}
    stamp = request.headers.get("Timespan", "")
    wanted = hashlib.md5(f"{KEY}{stamp}{SECRET}".encode()).hexdigest().upper()
    if not stamp.isdigit() or len(stamp) != 10 or request.headers.get("Token") != wanted:
        return {"Status": "107", "Message": "【无效请求】被禁止的IP或者签名错误", "Result": None}
    return None


def tyc_refusal(request: Request) -> dict[str, Any] | None:
    """What Tianyancha says to a wrong token."""
    if request.headers.get("Authorization") != TOKEN:
        return {"error_code": 300002, "reason": "账号失效", "result": None}
    return None
