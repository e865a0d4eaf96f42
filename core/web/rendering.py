"""An API's answer as a page that can be photographed: the archived text, laid out, and marked for what it is.

R-041 wants a picture for each verified field. An API has no page that a person could have seen, and a picture that
pretends otherwise would be false evidence; so the answer is drawn as text under a heading that says so, with the address,
the time and the SHA-256 of the archived answer, by which the picture can be compared with it.
"""

from __future__ import annotations

import json
from html import escape

from core.records import Page

_STYLE = "body{font:14px/1.5 monospace;margin:24px}header{border:2px solid #b00;padding:8px;margin-bottom:16px}pre{white-space:pre-wrap;overflow-wrap:anywhere}"
_LONGEST = 200_000


def drawable(page: Page) -> str:
    """HTML to draw for an archived page: its own where it is HTML, else a rendering of JSON, XML or plain text."""
    text = page.text.lstrip("\ufeff \t\r\n")
    kind = (page.capture.content_type or "").casefold()
    data = text[:1] in ("{", "[") or (text.startswith("<?xml") and "<html" not in text[:2_000].casefold())
    if not data and ("html" in kind or not kind.startswith("text/plain")):
        return page.text
    capture = page.capture
    told = (
        "接口返回内容的呈现，不是网页截图 / a rendering of an API's answer, not of a web page",
        f"address: {capture.final_url}",
        f"fetched: {capture.fetched_at:%Y-%m-%d %H:%M:%S %Z}   HTTP {capture.http_status}",
        f"SHA-256 of the archived answer: {capture.sha256}",
    )
    lines = "".join(f"<div>{escape(line)}</div>" for line in told)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>API</title><style>{_STYLE}</style></head>'
        f"<body><header>{lines}</header><pre>{escape(_laid_out(text)[:_LONGEST])}</pre></body></html>"
    )


def _laid_out(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except ValueError:
        return text
