"""JSON Web Tokens of Apps, and tokens of their installations."""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final

from attrs import define, field

from aioghactions.testing._handlers.response import (
    HTTPError,
    Response,
    forbidden,
    invalid,
    not_found,
)
from aioghactions.testing._state.account import FakeUser
from aioghactions.testing._state.app import FakeApp
from aioghactions.testing._state.directory import Directory
from aioghactions.testing._state.ids import as_id, sha
from aioghactions.testing._state.instant import iso
from aioghactions.testing.identity import Identity

_PATH: Final = re.compile(r"/app/installations/([0-9]+)/access_tokens")
_JWT: Final = "eyJ"  # how every JSON Web Token begins
_LONGEST: Final = 600  # seconds that a JSON Web Token may be valid
_HOUR: Final = 3600.0


def installation_in(path: str) -> int:
    """Return the installation that a token is requested of; 0 for other paths."""
    match = _PATH.fullmatch(path)
    return as_id(match[1]) if match else 0


@define(eq=False)
class Apps:
    """Identifies Apps, and issues tokens of their installations.

    Attributes:
        identities: The identity of each valid token, to which new ones are added.
        directory: The Apps and their repositories.
    """

    identities: dict[str, Identity] = field(repr=False)
    directory: Directory
    _keys: dict[int, Any] = field(factory=dict[int, Any], init=False, repr=False)

    def sender(self, token: str, now: float) -> Identity | None:
        """Return the App that has signed a JSON Web Token; None for other tokens.

        Raises:
            HTTPError: 401: no App has signed it, or not for this time.
        """
        if not token.startswith(_JWT) or not self.directory.apps:
            return None
        jwt = import_module("jwt")
        options = {"verify_exp": False, "verify_iat": False, "verify_sub": False}
        try:
            unverified = jwt.decode(token, options={"verify_signature": False})
            app = self._issuer(str(unverified.get("iss")))
            key = self._public_key(app)
            claims = jwt.decode(token, key, algorithms=["RS256"], options=options)
        except jwt.InvalidTokenError:
            raise HTTPError(401, "A JSON web token could not be decoded") from None
        _check(claims, now)
        user = FakeUser(f"{app.slug}[bot]", app.id, "Bot")
        return Identity(user, f"app-{app.id}", permissions={}, app=app)

    def _issuer(self, issuer: str) -> FakeApp:
        for app in self.directory.apps.values():
            if issuer in {str(app.id), app.client_id}:
                return app
        raise HTTPError(401, "'Issuer' claim ('iss') must be the App's id")

    def create_token(
        self, number: int, caller: Identity, body: Mapping[str, Any], now: float
    ) -> Response:
        """Return a new token of an installation.

        Raises:
            HTTPError: 401: the sender is not an App; 403: the installation is
                suspended; 404: it does not exist; 422: it lacks what is requested.
        """
        if caller.app is None:
            raise HTTPError(401, "A JSON web token could not be decoded")
        installation = caller.app.installations.get(number)
        if installation is None:
            raise not_found()
        if installation.suspended_at is not None:
            raise forbidden("This installation has been suspended")
        granted, wanted = installation.permissions, body.get("permissions")
        if wanted is not None and not wanted.items() <= granted.items():
            raise invalid(
                message="The permissions requested are not granted to this "
                "installation."
            )
        names: list[str] | None = body.get("repositories")
        every = self.directory.repositories.by_id.values()
        known = {repo.name for repo in every if installation.covers(repo)}
        if names is not None and not known.issuperset(names):
            raise invalid(
                message="There is at least one repository that does not exist or is "
                "not accessible to the parent installation."
            )
        count = self.directory.world.ids.next("Token")
        token = f"ghs_{sha('installation', number, count)[:36]}"
        self.identities[token] = Identity(
            FakeUser(f"{caller.app.slug}[bot]", caller.app.id, "Bot"),
            f"ghs_installation-{number}",  # the quota is that of the installation
            permissions=granted if wanted is None else wanted,
            valid_until=now + _HOUR,
            installation=installation,
            repositories=None if names is None else tuple(names),
        )
        return Response(201, {
            "token": token,
            "expires_at": iso(now + _HOUR),
            "permissions": dict(granted if wanted is None else wanted),
            "repository_selection": "all" if names is None else "selected",
        })  # fmt: skip

    def _public_key(self, app: FakeApp) -> Any:
        if app.id not in self._keys:
            module = "cryptography.hazmat.primitives.serialization"
            load = import_module(module).load_pem_private_key
            key = load(app.private_key.encode(), password=None)
            self._keys[app.id] = key.public_key()
        return self._keys[app.id]


def _check(claims: Mapping[str, Any], now: float) -> None:
    issued, expires = claims.get("iat", 0), claims.get("exp", 0)
    if issued > now:
        raise HTTPError(401, "'Issued at' claim ('iat') must be an Integer in the past")
    if not now < expires <= now + _LONGEST:
        raise HTTPError(401, "'Expiration time' claim ('exp') is too far in the future")
