"""A server with one GitHub App: it verifies JWTs and issues installation tokens."""

from datetime import UTC, datetime
from email.utils import formatdate
from functools import cache
from typing import Any

import jwt
from attrs import define, field
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from aioghactions import AppAuth
from aioghactions._core.messages import Request, Response
from aioghactions._json import codec
from tests.support.scripted import Scripted, Step, reply

APP = 42
HOUR = 3600.0
TOKEN_PATH = "/app/installations/7/access_tokens"
SECRET = {
    "name": "S",
    "created_at": "2024-01-01T00:00:00Z",
    "updated_at": "2024-01-01T00:00:00Z",
}


@cache
def key() -> RSAPrivateKey:
    """Return the App's key, generated once because that is slow."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def pem() -> str:
    """Return the App's key in PEM format."""
    traditional = PrivateFormat.TraditionalOpenSSL
    return key().private_bytes(Encoding.PEM, traditional, NoEncryption()).decode()


def app_auth(**changes: Any) -> AppAuth:
    """Return the credentials of the App."""
    settings: Any = {"app": APP, "private_key": pem(), "installation_id": 7}
    return AppAuth(**(settings | changes))


@define(kw_only=True, eq=False, repr=False)
class AppServer(Scripted):
    """Issues tokens, and answers requests that have a valid one.

    Attributes:
        claims: The claims of each accepted JWT.
        token_bodies: The body of each accepted token request.
        tokens: The valid tokens and when each expires.
        first: Steps for the first token requests; later ones succeed.
        token_requests: Number of token requests.
    """

    steps: list[Step] = field(factory=list[Step])
    claims: list[dict[str, Any]] = field(factory=list[dict[str, Any]])
    token_bodies: list[Any] = field(factory=list[Any])
    tokens: dict[str, float] = field(factory=dict[str, float])
    first: list[Step] = field(factory=list[Step])
    token_requests: int = 0

    def __attrs_post_init__(self) -> None:
        self.steps = [self._respond]

    def _now(self) -> float:
        clock: Any = self.clock
        return float(clock.true_now())

    async def _respond(self, request: Request) -> Response:
        if not request.url.endswith(TOKEN_PATH):
            valid = self.tokens.get(_token(request), 0.0) > self._now()
            return reply(200, SECRET) if valid else reply(401)
        self.token_requests += 1
        if self.first:
            step = self.first.pop(0)
            if isinstance(step, Exception):
                raise step
            result = step if isinstance(step, Response) else step(request)
            return result if isinstance(result, Response) else await result
        return self._issue(request)

    def _issue(self, request: Request) -> Response:
        now = self._now()
        dated = {"date": formatdate(now, usegmt=True)}
        try:
            claims = jwt.decode(
                _token(request),
                key().public_key(),
                algorithms=["RS256"],
                options={"verify_exp": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError:
            return reply(401, {"message": "A JSON web token could not be decoded"})
        if claims["iat"] > now or not now < claims["exp"] <= now + 600:
            message = "'Issued at' claim ('iat') must be in the past"
            return reply(401, {"message": message}, **dated)
        self.claims.append(claims)
        self.token_bodies.append(codec.loads(request.body or b"{}"))
        token = f"ghs_CANARY{self.token_requests:036}"
        self.tokens[token] = now + HOUR
        until = datetime.fromtimestamp(now + HOUR, UTC)
        body = {"token": token, "expires_at": f"{until:%Y-%m-%dT%H:%M:%SZ}"}
        return reply(201, body, **dated)


def _token(request: Request) -> str:
    return request.headers["authorization"].removeprefix("Bearer ")
