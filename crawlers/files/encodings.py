"""Files whose parts are in different encodings, as lists pasted together from several sources are."""

from __future__ import annotations

import codecs
import re

import chardet

from core.web.decode import decode

_SAMPLE = 65_536
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "cp1252", "iso-8859-1": "cp1252", "big5": "big5hkscs"}


def decoded(data: bytes) -> str:
    """The text of a file without its byte order mark.

    Where some lines are UTF-8 and others are not, each line is read by itself; where only single bytes break a text that
    is UTF-8 otherwise, they are read as Windows Latin. Never raises.
    """
    if data[:3] == b"\xef\xbb\xbf" or data[:2] in (b"\xff\xfe", b"\xfe\xff") or valid(data):
        return decode(data).lstrip("\ufeff")
    loose = data.decode("utf-8", "replace")
    bad = loose.count("\ufffd")
    good = sum(ch > "\x7f" for ch in loose) - bad
    if b"\x00" in data[:_SAMPLE]:
        return decode(data).lstrip("\ufeff")
    mixed = _by_line(data)
    if mixed is not None:
        return mixed
    if good >= bad:
        return data.decode("utf-8", "as_cp1252")
    whole = decode(data)
    return _guessed(data) if "\ufffd" in whole else whole.lstrip("\ufeff")


def _guessed(data: bytes) -> str:
    """By the stretches that are not ASCII, since a detector that looks at markup sees ASCII only."""
    alone = len(re.findall(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])", data))
    if alone > 0.5 * sum(byte > 0x7F for byte in data):
        return data.decode("cp1252", "replace")  # letters among ASCII: no script of many characters looks like that
    stretches = re.findall(rb"(?:[\x80-\xff][\x40-\x7e\x80-\xff]?)+", data)
    guess = (chardet.detect(b" ".join(stretches)[:_SAMPLE]).get("encoding") or "cp1252").lower()
    for name in (_WIDER.get(guess, guess), "gb18030"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _by_line(data: bytes) -> str | None:
    """Each line in its own encoding, or None where no line is UTF-8 or the others are no different script."""
    lines = data.split(b"\n")
    foreign = [line for line in lines if not line.isascii()]
    wrong = [line for line in foreign if not valid(line)]
    if len(wrong) == len(foreign):
        return None
    guess = (chardet.detect(b"\n".join(wrong)[:_SAMPLE]).get("encoding") or "cp1252").lower()
    other = _WIDER.get(guess, guess)
    try:
        return "\n".join(line.decode("utf-8" if valid(line) else other) for line in lines)
    except (UnicodeDecodeError, LookupError):
        return None


def valid(data: bytes) -> bool:
    """Is it UTF-8?"""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return bytes(broken).decode("cp1252", "replace"), error.end


codecs.register_error("as_cp1252", _as_cp1252)
