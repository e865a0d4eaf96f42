"""Checks a dossier with nothing but Python: run `python3 check.py` in its folder, or `python3 check.py FOLDER`.

It recomputes the SHA-256 of every file, opens every archived page and compares its SHA-256 with its name, recomputes the
seal of every line of the manifest, and looks for every quoted sentence in the page that it is quoted from.
Exit code 0: everything is as it was packed. 1: something was changed or is missing.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any


def check(folder: Path) -> tuple[list[str], list[str]]:
    """What is wrong with the dossier, and what is merely worth knowing."""
    wrong: list[str] = []
    notes: list[str] = []
    try:
        files: dict[str, str] = json.loads((folder / "files.json").read_text(encoding="utf-8"))
        firm: dict[str, Any] = json.loads((folder / "firm.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [f"not a dossier: {error}"], []
    for name, sha256 in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            wrong.append(f"missing: {name}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            wrong.append(f"changed: {name}")
    bodies = _bodies(folder, wrong)
    listed = _manifest(folder, wrong)
    for name in sorted(p.relative_to(folder).as_posix() for p in folder.glob("*/*/*") if p.is_file()):
        if listed.get(name) not in (None, files.get(name)):
            wrong.append(f"not what was archived: {name}")
        if name not in listed:
            wrong.append(f"not in the manifest: {name}")
    _quotes(firm, bodies, wrong, notes)
    return wrong, notes


def _bodies(folder: Path, wrong: list[str]) -> dict[str, bytes]:
    """The archived pages, by SHA-256."""
    found: dict[str, bytes] = {}
    for path in sorted((folder / "warc").rglob("*.warc.gz")):
        sha256 = path.name.split(".")[0]
        try:
            record = gzip.decompress(path.read_bytes())
            head, _, block = record.partition(b"\r\n\r\n")
            if b"WARC-Type: response" not in head:
                continue
            length = int(re.search(rb"(?im)^Content-Length: *(\d+)", head).group(1))  # type: ignore[union-attr]
            body = block[:length].partition(b"\r\n\r\n")[2]
        except (OSError, EOFError, ValueError, AttributeError) as error:
            wrong.append(f"unreadable: {path.name} ({error})")
            continue
        if hashlib.sha256(body).hexdigest() != sha256:
            wrong.append(f"not the page that its name says: {path.name}")
        found[sha256] = body
    return found


def _manifest(folder: Path, wrong: list[str]) -> dict[str, str]:
    """Files that the manifest names, with their SHA-256; every line must bear its own seal."""
    files: dict[str, str] = {}
    try:
        lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError:
        wrong.append("missing: manifest.jsonl")
        return files
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            given = entry.pop("hash")
            spelled = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        except (ValueError, KeyError, AttributeError):
            wrong.append(f"manifest.jsonl:{number}: not a line of a manifest")
            continue
        if hashlib.sha256(spelled.encode()).hexdigest() != given:
            wrong.append(f"manifest.jsonl:{number}: changed after it was sealed")
        files.update(entry.get("files", {}))
    return files


def _quotes(firm: dict[str, Any], bodies: dict[str, bytes], wrong: list[str], notes: list[str]) -> None:
    """Every quote must stand in its page, white space aside."""
    captures = {c["id"]: c for c in firm.get("captures", ())}
    pages: dict[str, str] = {}
    for kind in ("facts", "activities", "contacts"):
        for item in firm.get(kind, ()):
            capture = captures.get(item.get("capture") or "")
            if not item.get("quote"):
                continue
            shown = item.get("field") or item.get("title") or item.get("name")
            if capture is None or capture["sha256"] not in bodies:
                notes.append(f"{kind} {shown}: the page is not in this dossier")
                continue
            sha256 = capture["sha256"]
            if sha256 not in pages:
                pages[sha256] = squeeze(_text(bodies[sha256], capture.get("content_type") or ""))
            if squeeze(item["quote"]) not in pages[sha256]:
                notes.append(f"{kind} {shown}: the quote does not stand word for word in {capture['url']}")


def _text(body: bytes, content_type: str) -> str:
    declared = re.search(r"charset=[\"']?([\w-]+)", content_type) or re.search(
        r"charset=[\"']?([\w-]+)", body[:4096].decode("latin-1")
    )
    for charset in ("utf-8", declared.group(1) if declared else "gb18030", "gb18030"):
        try:
            text = body.decode(charset)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        text = body.decode("utf-8", "replace")
    text = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->", " ", text) + " " + text
    return html.unescape(re.sub(r"<[^<>]*>", "", text))


def squeeze(text: str) -> str:
    """Letters and digits only, folded: quotes are kept without the page's white space and markup."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).casefold() if ch.isalnum())


def main() -> int:
    """The command."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    wrong, notes = check(folder)
    for line in notes:
        sys.stdout.write(f"note   {line}\n")
    for line in wrong:
        sys.stdout.write(f"WRONG  {line}\n")
    verdict = "证据已被改动或缺失 / CHANGED OR INCOMPLETE" if wrong else "证据完整无改动 / INTACT"
    sys.stdout.write(f"{verdict}: {folder}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
