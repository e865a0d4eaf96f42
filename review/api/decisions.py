"""Deciding: sign, void, send back, undo, correct, evidence, appeal."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Path, UploadFile
from pydantic import Field as Limit

from core.records import Capture, Frozen
from core.words import Field, Status
from review.actions import appealing, correcting, deciding
from review.actions.deciding import Done
from review.actions.uploads import keep_upload
from review.desk import Desk
from review.roles import May
from review.session import Visitor, allowed
from review.words import Refusal
from storage.database import Transaction
from storage.repositories.evidence import capture_of, save_captures
from storage.repositories.firms import firm_line, load_firm

router = APIRouter(prefix="/api/v1", tags=["decisions"])
Key = Annotated[str, Path(max_length=100)]
Text = Annotated[str, Limit(max_length=2000)]
Version = Annotated[int, Limit(ge=0, le=2**31 - 1)]
_DECIDER = Depends(allowed(May.decide))


class Seen(Frozen):
    """The version of the firm that was in view: somebody quicker makes it a 409."""

    version: Version


class Signing(Seen):
    """A signature; `reason` where a rule could not decide."""

    reason: Text = ""


class Voiding(Seen):
    """A void by a rule's code."""

    code: Annotated[str, Limit(max_length=20)]
    reason: Text


class Returning(Seen):
    """Sending a firm back."""

    reason: Text


class Correcting(Seen):
    """A correction; `evidence` is the id of an uploaded capture, else `url` and `quote` prove it."""

    field: Field
    value: Text
    source: Text
    url: Text = ""
    quote: Text = ""
    evidence: Annotated[str, Limit(max_length=100)] = ""


class Undoing(Frozen):
    """Which decision to take back."""

    decision: Annotated[str, Limit(max_length=100)]


class Appealing(Frozen):
    """Why a void is wrong."""

    reason: Text
    evidence: Annotated[str, Limit(max_length=100)] = ""


class Settling(Frozen):
    """How an appeal ends."""

    status: Status
    reason: Text


class Made(Frozen):
    """The id of what was made."""

    id: str


class Now(Frozen):
    """The firm's version and status by now."""

    version: int
    status: Status


@router.post("/firms/{firm}/sign")
def sign(firm: Key, asked: Signing, visitor: Visitor = _DECIDER) -> Done:
    """Sign a firm."""
    with visitor.desk.db.writing() as tx:
        return deciding.sign(tx, visitor.desk, firm, asked.version, visitor.login, asked.reason)


@router.post("/firms/{firm}/void")
def void(firm: Key, asked: Voiding, visitor: Visitor = _DECIDER) -> Done:
    """Void a firm."""
    with visitor.desk.db.writing() as tx:
        return deciding.void(tx, visitor.desk, firm, asked.version, visitor.login, asked.code, asked.reason)


@router.post("/firms/{firm}/send-back")
def send_back(firm: Key, asked: Returning, visitor: Visitor = _DECIDER) -> Done:
    """Send a firm back."""
    with visitor.desk.db.writing() as tx:
        return deciding.send_back(tx, visitor.desk, firm, asked.version, visitor.login, asked.reason)


@router.post("/firms/{firm}/undo")
def undo(firm: Key, asked: Undoing, visitor: Visitor = _DECIDER) -> Now:
    """Take a decision back."""
    with visitor.desk.db.writing() as tx:
        deciding.undo(tx, asked.decision, firm, visitor.login)
        visitor.desk.memory.drop("waiting")
        return _now(tx, firm)


@router.post("/firms/{firm}/evidence", status_code=201)
def evidence(firm: Key, file: Annotated[UploadFile, File()], visitor: Visitor = _DECIDER) -> Made:
    """Upload a file that corrections and appeals can then name."""
    with visitor.desk.db.reading() as tx:
        load_firm(tx, firm)
    capture = keep_upload(visitor.desk, file, "", "")
    if capture is None:
        raise Refusal("typed.evidence")
    with visitor.desk.db.writing() as tx:
        save_captures(tx, [capture], firm)
    return Made(id=capture.id)


@router.post("/firms/{firm}/correct")
def correct(firm: Key, asked: Correcting, visitor: Visitor = _DECIDER) -> Now:
    """Correct a field; the original stays."""
    said = correcting.Correction.model_validate(asked.model_dump(exclude={"version", "evidence"}))
    capture = _named(visitor.desk, asked.evidence)
    with visitor.desk.db.writing() as tx:
        correcting.correct(tx, visitor.desk, firm, asked.version, visitor.login, said, capture)
        return _now(tx, firm)


@router.post("/firms/{firm}/appeal", status_code=201)
def appeal(firm: Key, asked: Appealing, visitor: Visitor = Depends(allowed(May.appeal))) -> Made:
    """Appeal against a void."""
    capture = _named(visitor.desk, asked.evidence)
    with visitor.desk.db.writing() as tx:
        return Made(id=appealing.appeal(tx, firm, asked.reason, capture, visitor.login))


@router.post("/appeals/{appeal}")
def settle(appeal: Key, asked: Settling, visitor: Visitor = Depends(allowed(May.settle_appeal))) -> Seen:
    """Settle somebody else's appeal; the firm's new version."""
    with visitor.desk.db.writing() as tx:
        version = appealing.settle(tx, visitor.desk, appeal, asked.status, asked.reason, visitor.login)
    return Seen(version=version)


def _named(desk: Desk, key: str) -> Capture | None:
    if not key:
        return None
    with desk.db.reading() as tx:
        found = capture_of(tx, key)
    if found is None:
        raise Refusal("typed.evidence")
    return found


def _now(tx: Transaction, firm: str) -> Now:
    line = firm_line(tx, firm)
    return Now(version=line.version, status=line.status)
