"""The one library that pages load is the one that was vendored; nothing comes from elsewhere."""

import hashlib
import re
from pathlib import Path

REVIEW = Path(__file__).resolve().parents[2] / "review"


def test_vendored_files_are_unchanged() -> None:
    lines = (REVIEW / "static" / "SHA256SUMS").read_text().splitlines()
    sums = dict(reversed(line.split()) for line in lines)
    assert {"htmx.min.js", "htmx.LICENSE.txt"} <= sums.keys()
    for name, expected in sums.items():
        assert hashlib.sha256((REVIEW / "static" / name).read_bytes()).hexdigest() == expected, name


def test_pages_load_nothing_from_elsewhere() -> None:
    for file in (REVIEW / "templates").glob("*.html"):
        text = file.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|link|img)[^>]*(?:src|href)="([^"]+)"', text)
        assert all(place.startswith(("/", "{{")) for place in loaded), f"{file.name}: {loaded}"


def test_every_field_of_a_form_has_a_label() -> None:
    for file in (REVIEW / "templates").glob("*.html"):
        text = re.sub(r"{#.*?#}", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for tag in re.findall(r"<(?:input|select|textarea)\b[^>]*>", text):
            if 'type="hidden"' in tag or "aria-label" in tag or "form=" in tag:
                continue
            before = text[: text.index(tag)]
            assert before.rfind("<label") > before.rfind("</label>"), f"{file.name}: {tag}"
