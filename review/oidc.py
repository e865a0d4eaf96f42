"""Optional sign-in through the company's own identity provider (OpenID Connect, code flow with PKCE).

Needs the extra `oidc`. The provider says who somebody is; whether they may sign in, and as what, is decided here: a
user of that name (or e-mail address) must have been made before.
"""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

import httpx
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from itsdangerous import BadSignature
from pydantic import BaseModel, ValidationError

from core.errors import BadInput
from core.settings import Settings
from review.desk import Desk
from review.pages import local
from review.session import Visitor, guest, open_for, set_cookie
from review.words import Refusal
from storage.repositories.users import user_of

router = APIRouter()
COOKIE = "showfloor_company"
_MINUTES = 10


class Provider(BaseModel):
    """What the provider's discovery document says, as far as we need it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


def configured(settings: Settings) -> bool:
    """Did the operator name a provider?"""
    return bool(settings.oidc_issuer and settings.oidc_client_id)


@router.get("/sign-in/company")
def leave(request: Request, next: str = "/", visitor: Visitor = Depends(guest)) -> Response:
    """Go to the provider, remembering where from in a signed cookie."""
    from authlib.oauth2.rfc7636 import create_s256_code_challenge

    settings = _settings(visitor.desk)
    provider = _provider(settings)
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")} | {"next": local(next)}
    query = {
        "response_type": "code",
        "scope": "openid email profile",
        "client_id": settings.oidc_client_id,
        "redirect_uri": str(request.url_for("arrive")),
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": create_s256_code_challenge(kept["verifier"]),
        "code_challenge_method": "S256",
    }
    response = RedirectResponse(f"{provider.authorization_endpoint}?{urlencode(query)}", status_code=303)
    cookie = str(visitor.desk.signer("oidc").dumps(kept))
    response.set_cookie(COOKIE, cookie, httponly=True, samesite="lax", max_age=_MINUTES * 60)
    return response


@router.get("/sign-in/company/back")
def arrive(request: Request, code: str = "", state: str = "", visitor: Visitor = Depends(guest)) -> Response:
    """Come back from the provider with a code; sign in whom its token names."""
    settings = _settings(visitor.desk)
    try:
        kept = visitor.desk.signer("oidc").loads(request.cookies.get(COOKIE, ""), max_age=_MINUTES * 60)
    except BadSignature as error:
        raise Refusal("company.stale") from error
    if not code or not secrets.compare_digest(state.encode(), str(kept["state"]).encode()):
        raise Refusal("company.stale")
    claims = _claims(settings, code, kept, str(request.url_for("arrive")))
    login = _known(visitor.desk, claims)
    response = RedirectResponse(local(kept["next"]), status_code=303)
    response.delete_cookie(COOKIE)
    set_cookie(response, request, open_for(visitor.desk, login)[0])
    return response


def _claims(settings: Settings, code: str, kept: dict[str, str], back: str) -> dict[str, Any]:
    """The claims of the provider's token: signature, issuer, audience, expiry and nonce checked."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    provider = _provider(settings)
    secret = settings.oidc_client_secret
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": settings.oidc_client_id or "",
        "client_secret": secret.get_secret_value() if secret else "",
        "code_verifier": kept["verifier"],
    }
    answer = _asked("POST", provider.token_endpoint, form)
    try:
        keys = KeySet.import_key_set(_asked("GET", provider.jwks_uri))  # type: ignore[arg-type]
        token = jwt.decode(str(answer["id_token"]), keys, algorithms=["RS256", "ES256", "PS256"])
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": provider.issuer},
            aud={"essential": True, "value": settings.oidc_client_id or ""},
            nonce={"essential": True, "value": kept["nonce"]},
            exp={"essential": True},
        ).validate(token.claims)
    except (JoseError, KeyError, ValueError) as error:
        raise Refusal("company.refused") from error
    return dict(token.claims)


def _known(desk: Desk, claims: dict[str, Any]) -> str:
    """The user whom the claims name; an e-mail address counts only where the provider has verified it."""
    names = [claims.get("preferred_username"), claims.get("email") if claims.get("email_verified") else None]
    with desk.db.reading() as tx:
        for name in names:
            user = user_of(tx, name) if isinstance(name, str) else None
            if user is not None and user.active:
                return user.login
    raise Refusal("company.unknown")


def _settings(desk: Desk) -> Settings:
    if not configured(desk.settings):
        raise Refusal("company.off")
    return desk.settings


def _provider(settings: Settings) -> Provider:
    issuer = (settings.oidc_issuer or "").rstrip("/")
    try:
        found = Provider.model_validate(_asked("GET", f"{issuer}/.well-known/openid-configuration"))
    except ValidationError as error:
        raise Refusal("company.down") from error
    if found.issuer.rstrip("/") != issuer:
        raise Refusal("company.refused")
    return found


def _asked(method: str, url: str, form: dict[str, str] | None = None) -> dict[str, Any]:
    """JSON from the provider. Its address is the operator's own, so the address guard for crawled pages does not apply."""
    try:
        answer = httpx.request(method, url, data=form, timeout=10, follow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise Refusal("company.down") from error
    if not isinstance(found, dict):
        raise BadInput("the identity provider's answer is no JSON object")
    return found
