"""The settings of a municipality's own directory; none until all that is needed is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from uppsikt.figures import UppsiktError

PROVIDER = "kommunen"
"""What the directory is called in addresses."""
_NAMES = ("UPPSIKT_OIDC_SERVER", "UPPSIKT_OIDC_CLIENT", "UPPSIKT_OIDC_SECRET")
_NAME, _CLAIM = "UPPSIKT_OIDC_NAME", "UPPSIKT_OIDC_CLAIM"


@dataclass(frozen=True)
class Directory:
    """A directory that speaks OpenID Connect; `claim` is what an account's address is there."""

    server: str
    client: str
    secret: str
    name: str = "kommunens inloggning"
    claim: str = "email"

    @property
    def providers(self) -> dict[str, Any]:
        """As allauth's settings have it."""
        app = {
            "provider_id": PROVIDER,
            "name": self.name,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {"server_url": self.server, "fetch_userinfo": False},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def directory(environment: Mapping[str, str]) -> Directory | None:
    """The directory that the settings name; None if they name none.

    Raises UppsiktError where something is missing, or the server is called without encryption.
    """
    said = {name: environment.get(name, "").strip() for name in _NAMES}
    if not any(said.values()):
        return None
    server, client, secret = said.values()
    missing = [name for name, text in said.items() if not text]
    local = server.startswith(("http://127.0.0.1:", "http://localhost:"))
    if missing or not (server.startswith("https://") or local):
        raise UppsiktError(
            "Inloggningen genom kommunens katalog går inte att ställa in.",
            where=", ".join(missing) or _NAMES[0],
            why="Alla tre behövs." if missing else "Katalogens adress måste börja med https.",
            todo="Rätta inställningen, eller ta bort alla tre.",
        )
    rest = Directory(server.rstrip("/"), client, secret)
    name = environment.get(_NAME, "").strip() or rest.name
    claim = environment.get(_CLAIM, "").strip() or rest.claim
    return Directory(rest.server, client, secret, name, claim)
