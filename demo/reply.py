"""What a demo page answers with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

_TEMPLATES = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True
)


@dataclass(frozen=True)
class Reply:
    """One HTTP answer. `delay` in seconds; `cut` closes the connection without an answer."""

    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    cut: bool = False


def drawn(template: str, encoding: str = "utf-8", declared: str | None = None, **values: Any) -> Reply:
    """A page from a template of `demo/templates/`, in an encoding that the header may misstate."""
    text = _TEMPLATES.get_template(template).render(**values)
    return html(text, encoding, declared)


def html(text: str, encoding: str = "utf-8", declared: str | None = None) -> Reply:
    """A page of HTML text."""
    body = text.encode(encoding, "xmlcharrefreplace")
    return Reply(200, body, f"text/html; charset={declared or encoding}")


def json_text(text: str) -> Reply:
    """A JSON answer."""
    return Reply(200, text.encode(), "application/json; charset=utf-8")


def moved(location: str) -> Reply:
    """A permanent redirect."""
    return Reply(301, b"", headers=(("Location", location),))


NOT_FOUND = Reply(404, b"<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>")
ROBOTS = Reply(200, b"User-agent: *\nDisallow: /admin/\nDisallow: /cart/\n", "text/plain; charset=utf-8")
