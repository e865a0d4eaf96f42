"""From Scrapy's responses and failures to answers and access states."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response

from core.errors import BadInput
from core.listing import Answer, Ask
from core.web.access import classify
from core.web.decode import decode, sniff
from core.web.guard import Unresolved
from core.words import Access


def answer_of(ask: Ask, response: Response) -> Answer:
    """The answer to an ask: decoded, classified, and with the calls that a drawn page made. Worked out once."""
    known: Answer | None = response.meta.get("answer")
    if known is not None:
        return known
    response.meta["answer"] = answer = _answer(ask, response)
    return answer


def _answer(ask: Ask, response: Response) -> Answer:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in _pairs(response)
    }
    content_type = headers.get("content-type", "")
    body = response.body
    readable = not body or sniff(body[:65_536], content_type).readable
    text = decode(body, content_type) if readable else ""
    return Answer.model_construct(
        ask=ask,
        final_url=response.url,
        status=response.status,
        access=classify(response.status, headers, text, response.url),
        content_type=content_type.partition(";")[0].strip().lower(),
        headers=headers,
        body=body,
        text=text,
        calls=response.meta.get("calls", ()),
    )


def failure_of(error: BaseException, ask: Ask) -> tuple[Access, str, bool]:
    """Access state, what happened in plain words, and whether the request itself was refused rather than failed."""
    host = urlsplit(ask.url).hostname or ask.url
    if isinstance(error, BadInput):
        return Access.down, " ".join(str(error).split()), True
    if isinstance(error, IgnoreRequest):
        words = f"robots.txt of {host} does not permit this page; a robots_exception in the list's YAML needs a reason"
        return Access.not_found, words, True
    if isinstance(error, (Unresolved, CannotResolveHostError)):
        return Access.down, f"{host}: no such host", False
    if isinstance(error, DownloadConnectionRefusedError):
        return Access.down, f"{host} refuses the connection", False
    if isinstance(error, (DownloadTimeoutError, TimeoutError)):
        return Access.down, f"{host} does not answer in time", False
    if isinstance(error, DownloadCancelledError):
        return Access.down, "the answer is larger than the size limit", False
    return Access.down, " ".join(f"{type(error).__name__}: {error}".split()), False


def _pairs(response: Response) -> list[tuple[bytes, list[bytes]]]:
    return list(response.headers.items())
