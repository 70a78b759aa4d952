"""C7: no redirect sends a secret to another origin or changes a write."""

import json
import ssl
from base64 import b64encode
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AsyncExitStack, asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
import trustme
from attrs import frozen
from multidict import CIMultiDict

from aioghactions import (
    AppAuth,
    Call,
    Client,
    Location,
    RedirectError,
    operations,
)
from tests.security.certificates import server_context
from tests.support.origins import Origin, Origins, Received, response

TOKEN: Final = "ghp_CANARYtokenCANARY"
PASSWORD: Final = "CANARY-password"
BASIC: Final = b64encode(f"octocat:{PASSWORD}".encode())
CANARIES: Final = (b"CANARY", BASIC)
# The headers that another origin may receive: none identifies the caller.
ALLOWED_HEADERS: Final = {"host", "accept", "accept-encoding", "user-agent"}

EXAMPLES = Path(__file__).parents[2] / "openapi/examples/ghes-2.22"
RUN: Final = json.loads((EXAMPLES / "get-workflow-run.200.json").read_text())

STATUSES: Final = (301, 302, 303, 307, 308)


class Site:
    """The origins of this module, and the next response of the API."""

    api: Origin
    secure_api: Origin
    other: Origin
    secure: Origin
    storage: Origin
    status = 302
    location = ""

    def respond_as_api(self, request: Received) -> bytes:
        """Redirect requests to ``old``, and respond to all others."""
        cookies = ("set-cookie: session=CANARY-cookie; Path=/",)
        cookies += ("set-cookie: wide=CANARY-cookie; Domain=127.0.0.1; Path=/",)
        if request.target.startswith("/blob"):  # as localhost
            return self.respond_as_other(request)
        if "/old/" in request.target:
            return response(self.status, b"", f"location: {self.location}", *cookies)
        link = f"location: {self.storage.url}/blob?sig=x"
        if "/twice/" in request.target:
            return response(302, b"", link, *cookies)
        if request.method != "GET":
            return response(204, b"", *cookies)
        if request.target.endswith("/logs"):
            return response(302, b"", link, *cookies)
        return response(200, json.dumps(RUN).encode(), *cookies)

    def respond_as_other(self, request: Received) -> bytes:
        """Redirect some requests further, and respond to all others with a log."""
        if request.target.startswith("/back"):
            return response(302, b"", f"location: {self.api.url}/repos/o/new/logs")
        if request.target.startswith("/onward"):
            return response(302, b"", f"location: {self.secure.url}/blob?sig=y")
        return response(200, b"log", "set-cookie: other=CANARY-cookie")

    def set_location(self, location: str, end: str) -> None:
        """Set where the API redirects requests to ``old``."""
        self.location = location.format(
            api=self.api.url,
            secure_api=self.secure_api.url,
            other=self.other.url,
            secure=self.secure.url,
            api_authority=self.api.authority,
            other_authority=self.other.authority,
            secure_authority=self.secure.authority,
            port=self.api.port,
            end=end,
        )

    def all(self) -> tuple[Origin, ...]:
        """Return every origin."""
        return self.api, self.secure_api, self.other, self.secure


@frozen
class Leg:
    """Target of a redirect.

    Attributes:
        location: The ``Location``; ``{api}``, ``{other}`` and ``{secure}`` are
            origins, ``{port}`` is the API's, ``{end}`` is how the path ends.
        within: Whether the target is within the API.
        others: How many requests a download sends to other origins.
        ends: Whether following it to the end succeeds.
        tls: Whether the API is requested over https.
    """

    location: str
    within: bool = False
    others: int = 1
    ends: bool = True
    tls: bool = False


REJECTED: Final = {"others": 0, "ends": False}
LEGS: Final = {
    "same_origin": Leg("{api}/repos/o/new/{end}", within=True),
    "relative": Leg("/repos/o/new/{end}", within=True),
    "same_origin_by_tls": Leg("{secure_api}/repos/o/new/{end}", within=True, tls=True),
    "other_port": Leg("{other}/blob?sig=x"),
    "without_scheme": Leg("//{other_authority}/blob?sig=x"),
    "localhost": Leg("http://localhost:{port}/blob?sig=x"),
    "http_to_https": Leg("{secure}/blob?sig=x"),
    "https_to_http": Leg("{other}/blob?sig=x", **REJECTED, tls=True),
    "https_to_https": Leg("{secure}/blob?sig=x", tls=True),
    "without_scheme_by_tls": Leg("//{secure_authority}/blob?sig=x", tls=True),
    "userinfo": Leg("http://octocat:x@{other_authority}/blob", **REJECTED),
    "userinfo_that_looks_like_the_api": Leg(
        "http://{api_authority}@{other_authority}/blob", **REJECTED
    ),
    "number_as_a_host": Leg("http://2130706433:{port}/blob", **REJECTED),
    "backslashes": Leg("http:\\\\{other_authority}/blob", **REJECTED),
    "a_b_a": Leg("{other}/back?sig=x", ends=False),
    "two_hops": Leg("{api}/repos/o/twice/{end}", within=True, ends=False),
    "two_hops_elsewhere": Leg("{other}/onward?sig=x", others=2),
}

CALLS: Final[dict[str, Call[Any]]] = {
    "get": operations.get_workflow_run("o", "old", 1),
    "download": operations.download_workflow_run_logs("o", "old", 1),
    "post": operations.create_workflow_dispatch(
        "o", "old", "ci.yml", ref="main", inputs={"tag": "a"}
    ),
    "put": operations.create_or_update_repo_secret(
        "o", "old", "KEY", encrypted_value="c2VhbGVk", key_id="7"
    ),
    "delete": operations.delete_workflow_run("o", "old", 1),
}

Lend = Callable[[], aiohttp.ClientSession | None]


async def _authorise(
    request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
) -> aiohttp.ClientResponse:
    """Add a token to each request of the session."""
    request.headers["Authorization"] = "Bearer CANARY-of-a-middleware"
    return await handler(request)


def _jar() -> aiohttp.CookieJar:
    jar = aiohttp.CookieJar(unsafe=True)
    jar.update_cookies({"everywhere": "CANARY-cookie"})
    return jar


SESSIONS: Final[dict[str, Lend]] = {
    "token": lambda: None,
    "duplicate_header": lambda: aiohttp.ClientSession(
        headers=CIMultiDict(
            [("Authorization", "Basic CANARY"), ("authorization", "Bearer CANARY-2")]
        )
    ),
    "cookies": lambda: aiohttp.ClientSession(cookie_jar=_jar()),
    "custom_headers": lambda: aiohttp.ClientSession(
        headers={
            "x-api-key": "CANARY",
            "cookie": "a=CANARY",
            "proxy-authorization": f"Basic {BASIC.decode()}",
        }
    ),
    "netrc_and_middleware": lambda: aiohttp.ClientSession(
        trust_env=True, middlewares=(_authorise,), raise_for_status=True
    ),
}

CASES: Final = list(product(LEGS, STATUSES))


@pytest.fixture(scope="module")
def site(listening: Origins, authority: trustme.CA) -> Site:
    """Return the origins that all tests of this module share."""
    tls = server_context(authority, "127.0.0.1", "localhost")
    site = Site()
    site.api = listening.listen(site.respond_as_api)
    site.secure_api = listening.listen(site.respond_as_api, tls)
    site.other = listening.listen(site.respond_as_other)
    site.secure = listening.listen(site.respond_as_other, tls)
    return site


@pytest.fixture(scope="module", autouse=True)
def _netrc(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Create a netrc file with passwords for these hosts."""
    file = tmp_path_factory.mktemp("home") / "netrc"
    lines = (
        f"{machine} login octocat password {PASSWORD}\n"
        for machine in ("machine 127.0.0.1", "machine localhost", "default")
    )
    file.write_text("".join(lines))
    file.chmod(0o600)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETRC", str(file))
        yield


@asynccontextmanager
async def client_of(
    kind: str, origin: Origin, context: ssl.SSLContext
) -> AsyncGenerator[Client, None]:
    """Yield a client, with a borrowed session full of secrets unless ``token``."""
    async with AsyncExitStack() as stack:
        session = SESSIONS[kind]()
        if session is not None:
            await stack.enter_async_context(session)
        yield await stack.enter_async_context(
            Client(TOKEN, base_url=origin.url, session=session, ssl=context)
        )


async def outcome_of(client: Client, call: Call[Any]) -> RedirectError | None:
    """Send or download; return the redirect error, if there is one."""
    try:
        if call.operation.is_download:
            location: Call[Location] = call
            async with client.download(location) as download:
                assert await download.read() == b"log"
        else:
            await client.send(call)
    except RedirectError as error:
        return error
    return None


def expected(leg: Leg, status: int, call: Call[Any]) -> tuple[bool, int]:
    """Return whether a case succeeds, and how many requests other origins get."""
    download = call.operation.is_download
    if status == 303 and call.operation.method != "GET":
        return False, 0
    if leg.within:
        return (True, 1) if download else (leg.ends, 0)
    return (leg.ends, leg.others) if download and status == 302 else (False, 0)


@pytest.mark.parametrize(
    "kind",
    [
        kind if kind == "token" else pytest.param(kind, marks=pytest.mark.slow)
        for kind in SESSIONS
    ],
)
@pytest.mark.parametrize(("leg_name", "status"), CASES)
async def test_no_redirect_sends_a_secret_to_another_origin(
    *,
    site: Site,
    listening: Origins,
    trusting: ssl.SSLContext,
    leg_name: str,
    status: int,
    kind: str,
):
    """S1, S2, C7: other origins get 0 canaries, and no write is changed."""
    leg = LEGS[leg_name]
    api = site.secure_api if leg.tls else site.api
    site.status, site.storage = status, site.secure if leg.tls else site.other
    async with client_of(kind, api, trusting) as client:
        for call in CALLS.values():
            listening.forget()
            site.set_location(
                leg.location, "logs" if call.operation.is_download else "runs/1"
            )
            error = await outcome_of(client, call)
            _check_no_secret_leaked(site, api)
            _check_calls_unchanged(api, call)
            ends_well, others = expected(leg, status, call)
            assert (error is None) is ends_well, (call, error)
            assert _count_others(site, api) == others, call
            assert error is None or error.outcome_unknown is (
                status == 303 and call.operation.method != "GET"
            )
    await listening.quiet()
    _check_no_secret_leaked(site, api)


def _check_no_secret_leaked(site: Site, api: Origin) -> None:
    """Check that no secret and no header of the API reached another origin."""
    for origin in site.all():
        authority = api.authority if origin is api else ""
        foreign = origin.bytes_for_others(authority)
        assert not [canary for canary in CANARIES if canary in foreign]
        for seen in origin.requests:
            if seen.authority == authority:
                assert seen.values("authorization") in ([f"Bearer {TOKEN}"], [])
                assert not seen.values("cookie")
                assert not seen.values("x-api-key")
            else:
                assert {name for name, _ in seen.headers} <= ALLOWED_HEADERS
                assert seen.method == "GET"
                assert not seen.body


def _check_calls_unchanged(api: Origin, call: Call[Any]) -> None:
    """Check method, body and token of each request that the API received."""
    for seen in api.requests:
        if seen.authority != api.authority:
            continue
        assert seen.method == call.operation.method
        assert (json.loads(seen.body) if seen.body else None) == call.body
        if not call.operation.is_download:
            assert seen.values("authorization") == [f"Bearer {TOKEN}"]


def _count_others(site: Site, api: Origin) -> int:
    """Return how many requests other origins received."""
    everywhere = [seen for origin in site.all() for seen in origin.requests]
    at_api = [seen for seen in api.requests if seen.authority == api.authority]
    return len(everywhere) - len(at_api)


async def test_dispatch_to_a_renamed_repository_is_sent_once(
    site: Site, listening: Origins
):
    """S2, S3: as POST, with its body, to the new path."""
    listening.forget()
    site.status = 307
    site.location = f"{site.api.url}/repositories/9/new/dispatches"
    async with Client(TOKEN, base_url=site.api.url) as client:
        await client.send(CALLS["post"])
    seen = [(request.method, request.target) for request in site.api.requests]
    assert seen == [
        ("POST", "/repos/o/old/actions/workflows/ci.yml/dispatches"),
        ("POST", "/repositories/9/new/dispatches"),
    ]
    bodies = {request.body for request in site.api.requests}
    assert [json.loads(body) for body in bodies] == [CALLS["post"].body]


@pytest.mark.parametrize("status", STATUSES)
async def test_app_jwt_is_not_redirected(
    listening: Origins, app_auth: AppAuth, status: int
):
    """S1: it is sent to the API only."""
    other = listening.listen(lambda _: response(201, b"{}"))
    link = f"location: {other.url}/app/installations/2/access_tokens"
    api = listening.listen(lambda _: response(status, b"", link))
    async with Client(app_auth, base_url=api.url) as client:
        with pytest.raises(RedirectError):
            await client.send(CALLS["get"])
    await listening.quiet()
    assert other.connections == 0
    (request,) = api.requests
    assert request.method == "POST"


def test_matrix_has_at_least_300_cases(figure: Callable[[str], None]):
    """C7: each runs with every kind of session."""
    count = len(CASES) * len(CALLS) * len(SESSIONS)
    assert count >= 300
    figure(
        f"C7: {len(LEGS)} legs x {len(STATUSES)} statuses x {len(CALLS)} calls"
        f" x {len(SESSIONS)} sessions = {count} cases"
    )
