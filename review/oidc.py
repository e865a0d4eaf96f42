"""Optional sign-in through the company's own identity provider (OpenID Connect, by authlib)."""

from __future__ import annotations

from core.settings import Settings


def configured(settings: Settings) -> bool:
    """Did the operator name a provider?"""
    return bool(settings.oidc_issuer and settings.oidc_client_id)
