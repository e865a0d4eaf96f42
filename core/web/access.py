"""How did this page answer? One classifier for registries, company sites and lists (DESIGN section 6).

The principle: a page that turns a visitor away says so with little else on it. So a marker counts only where little text
is visible, and an article about captchas, a list page with a sign-in link in its menu, or a registry page that offers more
to members stays `ok`. Markers are data (`config/lookups/access_markers.yml`), the order of questions is code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from core.catalogue import words
from core.settings import settings
from core.values.fold import fold
from core.web.substance import HIDDEN, SELECT, TAG, says_more
from core.words import Access

_LITTLE = 2_000
"""Visible letters up to which a text marker counts. Challenge and error pages of the wild have 20 to 1,500."""
_MUCH = 8_000
"""Visible letters up to which headings are read: the menus and footers around "page not found" can be long."""
_VERY_LITTLE = 700
"""Visible letters up to which a marker in the code counts: ordinary pages load captcha scripts for their forms too."""
_HEAD = 400_000
"""Only so much of a page is looked at; more than that is no page that turns somebody away."""
_ORDER = ("blocked_for_certain", "challenged", "rate_limited", "login_required", "blocked", "down", "not_found")
_OF_DATA = ("challenged", "rate_limited", "login_required")
"""What a JSON answer can be; "no such page" and "not allowed" are an API's own words, which its client reads."""
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"<h[1-3]\b[^>]*>(.*?)</h[1-3]", re.IGNORECASE | re.DOTALL)
_PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|_–—·:：,，!！?？。…•»]+\s*|\s+-+\s*|\s*-+\s+|\.{2,}|\.$")
_SIGN_IN_PATH = re.compile(
    r"/(?:weblogin|user_login|userlogin|login|log-in|signin|sign-in|sign_in|logon|passport|authwall|account/login|accounts/login|cas/login|sso|oauth2?|"
    r"authorize|anmelden|anmeldung|connexion|user/login|uaa|checkpoint)(?:[/.?_-]|\Z)|//(?:login|passport|sso|auth|signin|accounts?)\.",
    re.IGNORECASE,
)
_VERIFY_PATH = re.compile(
    r"/(?:captcha|index_verify|verify|human_verify|verifycenter|punish|sorry/index|challenge|validateuser|antispider|_____tmd_____)(?:[/.?_-]|\Z)|//(?:verify|captcha|sec)\.",
    re.IGNORECASE,
)


_ONWARD = re.compile(
    r"(?:location(?:\.href|\.replace|\.assign)?\s*(?:=|\()\s*[\"']|http-equiv\s*=\s*[\"']?refresh[^>]*url=)([^\"'>]{4,300})"
)
"""Where a page without text of its own sends the visitor by script or refresh."""


_RETURN = re.compile(
    r"document\.cookie\s*=(?!=).{0,2000}?"
    r"location\.(?:reload|replace)\s*\(|document\.cookie\s*=(?!=).{0,2000}?location(?:\.href)?\s*=\s*(?:window\.|document\.)?location\b",
    re.DOTALL,
)
"""A script that sets a cookie and asks for the same page again: so guards tell browsers from programs."""


_JSON = re.compile(r"\s*[\[{]")
_ENVELOPE = re.compile(
    r"\s*\{(?=[^<]{0,400}?\"(?:reason|Message)\"\s*:)[^<]{0,400}?\"(?:error_code|Status)\"\s*:\s*\"?\d{1,6}\"?\s*[,}]"
)
"""The head of an answer of the licensed registry APIs, which carry their own code of what went wrong."""


@dataclass(frozen=True, slots=True)
class _Markers:
    titles: frozenset[str]
    texts: re.Pattern[str] | None
    fields: re.Pattern[str] | None
    code: re.Pattern[str] | None
    widgets: re.Pattern[str] | None
    headers: tuple[tuple[str, str], ...]
    headers_on_refusal: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """What of a page the questions are about."""

    url: str
    title: frozenset[str]
    headings: frozenset[str]
    text: str
    code: str
    password: bool
    markup: bool


def classify(
    status: int | None,
    headers: Mapping[str, str],
    text: str,
    url: str,
    known_labels: Sequence[str] = (),
) -> Access:
    """The access state of one answer.

    `status` is the HTTP status, None where nothing answered; `text` the decoded body; `url` the final address;
    `known_labels` words of which an answer with data has at least one. Pure; never raises.
    """
    if status is None:
        return Access.down
    if 200 <= status < 300 and _ENVELOPE.match(text):
        return Access.ok  # an API's own code says more than words in its message could
    look = _look(text, url)
    labels = _labels(text, known_labels)
    if 200 <= status < 300:
        return _success(status, headers, look, labels, bool(known_labels))
    return _failure(status, headers, look)


def visible_text(text: str) -> str:
    """The text a visitor reads, roughly: without scripts, styles, comments and tags, white space collapsed."""
    return " ".join(unescape(TAG.sub(" ", HIDDEN.sub(" ", text[:_HEAD]))).split())


def _look(text: str, url: str) -> _Look:
    head = text[:_HEAD]
    title = _TITLE.search(head)
    named = " ".join(unescape(title.group(1)).split()) if title else ""
    bare = HIDDEN.sub(" ", head)
    read = visible_text(SELECT.sub(" ", head))
    if named:
        read = read.replace(named, "", 1)
    headings = [unescape(TAG.sub(" ", h)) for h in _HEADING.findall(bare)[:4]] if len(read) < _MUCH else []
    return _Look(
        url,
        frozenset(_title_parts(named)) if named else frozenset(),
        frozenset(p for heading in headings for p in _title_parts(heading)),
        _squeeze(read),
        head.casefold(),
        bool(_PASSWORD.search(head)),
        head.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["),
    )


def _title_parts(title: str) -> set[str]:
    whole = _squeeze(title)
    return {p for part in _PARTS.split(fold(title).casefold()) if (p := _squeeze(part))} | {whole.strip(".!。！?？ ")}


def _squeeze(text: str) -> str:
    """Folded, lower case, without white space: "Just a  moment" and "justamoment" are one, as are 验证 码 and 验证码."""
    return re.sub(r"\s+", "", fold(text).casefold().replace("’", "'"))


def _success(status: int, headers: Mapping[str, str], look: _Look, labels: int, wanted: bool) -> Access:
    """A 2xx answer is what its page says it is; at least two labels of a data page outweigh every weak marker."""
    if (labels >= 2 and len(look.text) > _VERY_LITTLE) or (labels >= 8 and not look.password):
        return Access.ok
    for name in _ORDER if look.markup else _OF_DATA:
        if _marked(name, headers, look, strict=True):
            return _state(name)
    if _sign_in_form(look):
        return Access.login_required
    if len(look.text) < _VERY_LITTLE and not _JSON.match(look.code) and _VERIFY_PATH.search(look.url):
        return Access.challenged
    onward = _ONWARD.search(look.code) if len(look.text) < 100 else None
    if onward and _VERIFY_PATH.search(onward.group(1)):
        return Access.challenged
    if onward and _SIGN_IN_PATH.search(onward.group(1)):
        return Access.login_required
    if len(look.text) < 100 and ((status == 202 and "<script" in look.code) or _comes_back(look)):
        return Access.challenged
    return Access.layout_changed if wanted and not labels else Access.ok


def _failure(status: int, headers: Mapping[str, str], look: _Look) -> Access:
    """A status that is no success, refined by what the page says."""
    if status in (401, 407):
        return Access.challenged if _marked("challenged", headers, look, strict=True) else Access.login_required
    if status in (404, 410):
        return Access.not_found
    if status in (429, 514, 566):
        return Access.challenged if _marked("challenged", headers, look, strict=True) else Access.rate_limited
    if status in (433, 412, 428) or (status == 521 and "<script" in look.code and len(look.text) < 100):
        return Access.challenged
    if status in (403, 405, 406, 409, 416, 418, 444, 451, 456, 460, 463, 466, 468, 477, 493, 494, 499, 567, 999):
        return _turned_away(status, headers, look)
    if status >= 500 or status in (400, 408, 421, 423, 425):
        names = ("blocked_for_certain", "challenged", "rate_limited") if status != 500 else ("challenged",)
        return next((_state(name) for name in names if _marked(name, headers, look, strict=True)), Access.down)
    if 300 <= status < 400:
        onward = next((value for key, value in headers.items() if key.casefold() == "location"), "")
        if _VERIFY_PATH.search(onward):
            return Access.challenged
        return Access.login_required if _SIGN_IN_PATH.search(onward) else Access.down
    return Access.blocked if status in (402, 417) else Access.down


def _turned_away(status: int, headers: Mapping[str, str], look: _Look) -> Access:
    for name in ("blocked_for_certain", "challenged", "rate_limited", "login_required"):
        if _marked(name, headers, look, strict=False):
            return _state(name)
    if _sign_in_form(look):
        return Access.login_required
    if _marked("down", headers, look, strict=True) and not _marked("blocked", headers, look, strict=False):
        return Access.down
    return Access.down if status == 405 and not _marked("blocked", headers, look, strict=False) else Access.blocked


def _comes_back(look: _Look) -> bool:
    return len(look.code) < 8_000 and "<a " not in look.code and bool(_RETURN.search(look.code))


def _marked(name: str, headers: Mapping[str, str], look: _Look, *, strict: bool) -> bool:
    """Does the answer bear a marker of this state? `strict` where the status itself says that nothing is wrong."""
    marks = _markers()[name]
    size = len(look.text)
    if _headed(marks.headers, headers) or (not strict and _headed(marks.headers_on_refusal, headers)):
        return size < _MUCH
    if name == "blocked_for_certain" and size < _LITTLE and _CAPTCHA_TOO.search(look.code):
        return False
    alone = strict and name in _SAID_ALONE
    if _titled(name, marks, look, size) and not (alone and says_more(look.code, _OWN_PAGE)):
        return True
    if not _headlined(name, marks, look, size) and not _worded(name, marks, look, size, strict=strict):
        return False
    return not (alone and says_more(look.code, _OWN_WORDS))


def _headed(wanted: tuple[tuple[str, str], ...], headers: Mapping[str, str]) -> bool:
    if not wanted:
        return False
    given = {key.casefold(): value.casefold() for key, value in headers.items()}
    return any(part in given[key] for key, part in wanted if key in given)


def _titled(name: str, marks: _Markers, look: _Look, size: int) -> bool:
    """A title names the page as a whole."""
    reach = {"not_found": _HEAD, "login_required": _HEAD if look.password else _LITTLE, "down": _VERY_LITTLE}
    return bool(look.title & marks.titles) and size < reach.get(name, _LITTLE)


def _headlined(name: str, marks: _Markers, look: _Look, size: int) -> bool:
    """A heading names perhaps one part of a page, so it counts on smaller pages than a title."""
    reach = {"not_found": _MUCH, "login_required": 400, "down": 300}
    return size < reach.get(name, _VERY_LITTLE) and bool(look.headings & marks.titles)


def _worded(name: str, marks: _Markers, look: _Look, size: int, *, strict: bool) -> bool:
    limit = {"not_found": 450, "down": 450, "rate_limited": 450, "login_required": 400, "blocked": 600}.get(name, 1_200)
    if not strict:
        limit = max(limit, 1_000)
    if name == "login_required" and look.password:
        limit = 1_200
    if marks.texts and size < limit and marks.texts.search(look.text):
        return True
    if marks.code and size < (300 if strict else _VERY_LITTLE) and marks.code.search(look.code):
        return True
    if _REACHABLE.search(look.text):
        return False
    if marks.fields and size < (60 if strict else _VERY_LITTLE) and marks.fields.search(look.text):
        return True
    return bool(marks.widgets and size < (100 if strict else _VERY_LITTLE) and marks.widgets.search(look.code))


_SAID_ALONE = ("blocked_for_certain", "challenged", "rate_limited", "blocked", "down")
"""States whose pages say nothing else. Sign-in and "not found" pages stand between a site's own menu and footer."""
_OWN_WORDS = 60
"""Walls of the wild have up to 45: a wait of some seconds, a name, a line of copyright."""
_OWN_PAGE = 400
"""So much besides, and even a title such as "Security check" is the name of a service."""
_REACHABLE = re.compile(r"@[a-z0-9-]+\.|(?:\+|\b0)\d[\d()/-]{7,}|tel[:.]?\d|电话|電話")
"""A page that says how to reach somebody is a contact page with a captcha, and turns nobody away."""
_CAPTCHA_TOO = re.compile(r"px-captcha|captcha-delivery\.com|/_____tmd_____/|cf_chl_opt|cf-turnstile")
"""A page that says "denied" and offers a captcha is a challenge."""


def _sign_in_form(look: _Look) -> bool:
    size = len(look.text)
    if look.password and size < 1_000 and _SIGN_IN_WORD.search(look.text):
        return True
    return bool(_SIGN_IN_PATH.search(look.url)) and size < 1_200 and (look.password or size < 400)


_SIGN_IN_WORD = re.compile(
    r"登录|登陆|登入|登錄|login|log-?in|signin|sign-in|logon|anmeld|einlogg|connexion|seconnecter|iniciarsesi|acced|accedi|"
    r"inloggen|войти|ログイン|サインイン|로그인|password|passwort|密码|密碼|パスワード|비밀번호"
)


def _labels(text: str, known: Sequence[str]) -> int:
    if not known:
        return 0
    haystack = _squeeze(text)
    return sum(1 for label in known if _squeeze(label) in haystack)


def _state(name: str) -> Access:
    return Access.blocked if name == "blocked_for_certain" else Access(name)


@lru_cache(maxsize=1)
def _markers() -> dict[str, _Markers]:
    data = words(settings().config_dir / "lookups" / "access_markers.yml")
    return {name: _compile(data[name]) for name in _ORDER}


def _compile(group: dict[str, list[str]]) -> _Markers:
    def pattern(entries: Iterable[str]) -> re.Pattern[str] | None:
        found = sorted(entries, key=len, reverse=True)
        return re.compile("|".join(found)) if found else None

    def named(key: str) -> tuple[tuple[str, str], ...]:
        return tuple((k.strip(), v.strip()) for k, _, v in (h.casefold().partition(":") for h in group.get(key, ())))

    def literally(key: str) -> list[str]:
        return [re.escape(str(e).casefold()) for e in group.get(key, ())]

    texts = [re.escape(_squeeze(str(e))) for e in group.get("texts", ())] + list(group.get("patterns", ()))
    fields = [re.escape(_squeeze(str(e))) for e in group.get("fields", ())]
    titles = frozenset(_squeeze(str(t)).strip(".!?！？。 ") for t in group.get("titles", ()))
    return _Markers(
        titles, pattern(texts), pattern(fields), pattern(literally("code")), pattern(literally("widgets")), named("headers"),
        named("headers_on_refusal"),
    )  # fmt: skip
