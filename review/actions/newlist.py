"""Look at a list that nobody has configured, name it, and start it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from pydantic import JsonValue

from core.acquisition import vague
from core.errors import BadInput
from core.listing import ListConfig, Preview
from core.records import Frozen, Reason
from core.values.countries import read_country
from core.words import SourceKind
from crawlers.preview import as_yaml, suggest_config, suggest_key
from review.actions.runs import start_list
from review.desk import Desk
from review.lists_files import configured, write_list
from review.newlist_uploads import Upload
from review.runs_launch import silent
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.audit import note
from storage.repositories.runs import PREVIEW, end_run, going_runs, start_run
from storage.views import Run, RunState

PREVIEWS_AT_ONCE = 4
"""Each may draw pages in a browser."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Naming(Frozen):
    """How a person names a source: precise enough to be looked up again."""

    title: str
    title_zh: str = ""
    publisher: str = ""
    edition: str = ""
    kind: SourceKind = SourceKind.show
    country: str = ""
    nightly: bool = False


def look(tx: Transaction, desk: Desk, by: str, target: str, upload: Upload | None = None, address: str = "") -> Run:
    """Begin a preview of an address, or of a kept file (`address` says where a saved page came from).

    Two people who look at the same get one preview. Refusal for what is no address, or where too many look at once.
    """
    if upload is None:
        target = web_address(target)
    elif address:
        address = web_address(address)
    going = going_runs(tx, PREVIEW)
    for old in going:
        if silent(desk, old):
            end_run(tx, old.id, RunState.failed, {"why": "the process was killed"})
    if sum(not silent(desk, run) for run in going) >= PREVIEWS_AT_ONCE:
        raise Refusal("newlist.busy")
    params: dict[str, JsonValue] = {"target": str(upload.path) if upload else target}
    if upload:
        params |= {"file": upload.name, "sha256": upload.sha256, "address": address}
    run = start_run(tx, PREVIEW, params, f"{PREVIEW}:{params['target']}|{address}", by, desk.clock())
    note(tx, by, "preview", run.id, {"target": upload.name if upload else target}, desk.clock())
    return run


def web_address(text: str) -> str:
    """What a person pasted, as an address; Refusal for what is none. Files of this machine are not to be had here."""
    pasted = text.strip()
    if pasted and "://" not in pasted and re.match(r"[\w-]+(\.[\w-]+)+(/|\?|$)", pasted):
        pasted = f"https://{pasted}"
    try:
        parts = urlsplit(pasted)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or not pasted.isprintable() or " " in pasted or len(pasted) > 4000:
        raise Refusal("newlist.no_address", given=pasted[:80])
    return pasted


def unclear(naming: Naming) -> Reason | None:
    """Why this is no acquisition channel, or None. A show's list without its year cannot be looked up again."""
    reason = vague(naming.title) or (vague(naming.title_zh) if naming.title_zh else None)
    if reason is not None:
        return reason
    dated = f"{naming.title} {naming.edition} {naming.title_zh}"
    if naming.kind is SourceKind.show and not _YEAR.search(dated):
        return Reason(
            zh="展会名录须写明年份，例如“2027上海车展参展商名录”",
            en="the list of a show needs its year, for example “Auto Shanghai 2027 exhibitor list”",
        )
    return None


def accept(tx: Transaction, desk: Desk, by: str, looked: Run, naming: Naming) -> Run:
    """Keep the list under its name and start it; the run that goes on already where somebody was quicker."""
    if looked.kind != PREVIEW or looked.state is not RunState.done or not looked.report:
        raise Refusal("newlist.no_preview")
    seen = Preview.model_validate(looked.report)
    if not seen.rows:
        raise Refusal("newlist.nothing_to_run")
    known = next((item for item in configured(desk).items() if item[1].url == seen.url), None)
    if known is not None:
        return start_list(tx, desk, by, *known)
    if (reason := unclear(naming)) is not None:
        raise Refusal("newlist.vague", zh=reason.zh, en=reason.en)
    country = _country(naming.country)
    config = _config(seen, naming.model_copy(update={"country": country}))
    key = free_key(desk, naming.title)
    write_list(tx, desk, key, as_yaml(config), by, None)
    return start_list(tx, desk, by, key, config)


def _config(seen: Preview, naming: Naming) -> ListConfig:
    config = suggest_config(
        seen,
        naming.title.strip(),
        kind=naming.kind,
        country=naming.country or None,
        title_zh=naming.title_zh.strip() or None,
    )
    more = {"publisher": naming.publisher.strip(), "edition": naming.edition.strip()}
    told = config.model_dump(mode="json", exclude_unset=True) | {k: v for k, v in more.items() if v}
    # What a rep starts runs once; that it is read every night is for whoever looks after the lists.
    return ListConfig.model_validate(told if naming.nightly else told | {"enabled": False})


def _country(text: str) -> str:
    """The code of a country that a person wrote in any way; Refusal where nobody knows it."""
    given = text.strip()
    code = read_country(given.upper() if len(given) == 2 and given.isascii() else given)
    if given and code is None:
        raise Refusal("newlist.no_country", given=given[:40])
    return (code or "").lower()


def free_key(desk: Desk, title: str) -> str:
    """A key for a new list that no other has."""
    wanted = suggest_key(title)
    taken = set(configured(desk, broken=True))
    numbered = (f"{wanted}_{n}" for n in range(2, 100))
    found = wanted if wanted not in taken else next((key for key in numbered if key not in taken), None)
    if found is None:
        raise BadInput(f"there are a hundred lists {wanted!r} already")
    return found
