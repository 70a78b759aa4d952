"""C7: no redirect, however it is spelled, takes a secret along or changes a write."""

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
    ResponseError,
    operations,
)
from tests.security.certificates import server_context
from tests.support.origins import Arrived, Origin, Origins, response

TOKEN: Final = "ghp_CANARYtokenCANARY"
PASSWORD: Final = "CANARY-password"
BASIC: Final = b64encode(f"octocat:{PASSWORD}".encode())
CANARIES: Final = (b"CANARY", BASIC)
# What a stranger may see: nothing that says who asks, or with which rights.
SHOWN: Final = {"host", "accept", "accept-encoding", "user-agent"}

EXAMPLES = Path(__file__).parents[2] / "openapi/examples/ghes-2.22"
RUN: Final = json.loads((EXAMPLES / "get-workflow-run.200.json").read_text())

STATUSES: Final = (301, 302, 303, 307, 308)


class Site:
    """The origins of this module, and what the API answers next."""

    api: Origin
    secure_api: Origin
    other: Origin
    secure: Origin
    storage: Origin
    status = 302
    location = ""

    def answer_api(self, request: Arrived) -> bytes:
        """Move what is asked for under ``old``, and answer the rest."""
        cookies = ("set-cookie: session=CANARY-cookie; Path=/",)
        cookies += ("set-cookie: wide=CANARY-cookie; Domain=127.0.0.1; Path=/",)
        if request.target.startswith("/blob"):  # as localhost
            return self.answer_stranger(request)
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

    def answer_stranger(self, request: Arrived) -> bytes:
        """Send some further, and give the others bytes."""
        if request.target.startswith("/back"):
            return response(302, b"", f"location: {self.api.url}/repos/o/new/logs")
        if request.target.startswith("/onward"):
            return response(302, b"", f"location: {self.secure.url}/blob?sig=y")
        return response(200, b"log", "set-cookie: stranger=CANARY-cookie")

    def lead(self, location: str, end: str) -> None:
        """Let the API move what is ``old`` to ``location``."""
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
    """Where a redirect leads.

    Attributes:
        location: The ``Location``; ``{api}``, ``{other}`` and ``{secure}`` are
            origins, ``{port}`` is the API's, ``{end}`` is how the path ends.
        within: It stays within the API.
        strangers: How many others are asked, if a download goes this way.
        ends: It ends well, if it goes on from there.
        tls: The API is asked by https.
    """

    location: str
    within: bool = False
    strangers: int = 1
    ends: bool = True
    tls: bool = False


REFUSED: Final = {"strangers": 0, "ends": False}
LEGS: Final = {
    "same_origin": Leg("{api}/repos/o/new/{end}", within=True),
    "relative": Leg("/repos/o/new/{end}", within=True),
    "same_origin_by_tls": Leg("{secure_api}/repos/o/new/{end}", within=True, tls=True),
    "other_port": Leg("{other}/blob?sig=x"),
    "without_scheme": Leg("//{other_authority}/blob?sig=x"),
    "localhost": Leg("http://localhost:{port}/blob?sig=x"),
    "http_to_https": Leg("{secure}/blob?sig=x"),
    "https_to_http": Leg("{other}/blob?sig=x", **REFUSED, tls=True),
    "https_to_https": Leg("{secure}/blob?sig=x", tls=True),
    "without_scheme_by_tls": Leg("//{secure_authority}/blob?sig=x", tls=True),
    "userinfo": Leg("http://octocat:x@{other_authority}/blob", **REFUSED),
    "userinfo_that_looks_like_the_api": Leg(
        "http://{api_authority}@{other_authority}/blob", **REFUSED
    ),
    "number_as_a_host": Leg("http://2130706433:{port}/blob", **REFUSED),
    "backslashes": Leg("http:\\\\{other_authority}/blob", **REFUSED),
    "a_b_a": Leg("{other}/back?sig=x", ends=False),
    "two_hops": Leg("{api}/repos/o/twice/{end}", within=True, ends=False),
    "two_hops_abroad": Leg("{other}/onward?sig=x", strangers=2),
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
    """Add a token to whatever is sent: on each hop, if a session does the hops."""
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

ROADS: Final = list(product(LEGS, STATUSES))


@pytest.fixture(scope="module")
def site(listening: Origins, authority: trustme.CA) -> Site:
    """Return the origins that all tests here share."""
    tls = server_context(authority, "127.0.0.1", "localhost")
    site = Site()
    site.api = listening.listen(site.answer_api)
    site.secure_api = listening.listen(site.answer_api, tls)
    site.other = listening.listen(site.answer_stranger)
    site.secure = listening.listen(site.answer_stranger, tls)
    return site


@pytest.fixture(scope="module", autouse=True)
def _netrc(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Let the user have a file of passwords for exactly these hosts."""
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
    """Yield a client that may have borrowed a session full of secrets."""
    async with AsyncExitStack() as stack:
        session = SESSIONS[kind]()
        if session is not None:
            await stack.enter_async_context(session)
        yield await stack.enter_async_context(
            Client(TOKEN, base_url=origin.url, session=session, ssl=context)
        )


async def outcome_of(client: Client, call: Call[Any]) -> RedirectError | None:
    """Send or download; return the refusal, if it was one."""
    try:
        if call.operation.is_download:
            location: Call[Location] = call
            async with client.download(location) as download:
                assert await download.read() == b"log"
        else:
            await client.send(call)
    except RedirectError as refused:
        return refused
    return None


def expected(leg: Leg, status: int, call: Call[Any]) -> tuple[bool, int]:
    """Return whether a case ends well, and how many strangers are asked."""
    download = call.operation.is_download
    if status == 303 and call.operation.method != "GET":
        return False, 0
    if leg.within:
        return (True, 1) if download else (leg.ends, 0)
    return (leg.ends, leg.strangers) if download and status == 302 else (False, 0)


@pytest.mark.parametrize(
    "kind",
    [
        kind if kind == "token" else pytest.param(kind, marks=pytest.mark.slow)
        for kind in SESSIONS
    ],
)
@pytest.mark.parametrize(("leg_name", "status"), ROADS)
async def test_no_redirect_takes_a_secret_along(
    *,
    site: Site,
    listening: Origins,
    trusting: ssl.SSLContext,
    leg_name: str,
    status: int,
    kind: str,
):
    """S1, S2, C7: a stranger gets 0 canaries, and a write stays what it was."""
    leg = LEGS[leg_name]
    api = site.secure_api if leg.tls else site.api
    site.status, site.storage = status, site.secure if leg.tls else site.other
    async with client_of(kind, api, trusting) as client:
        for call in CALLS.values():
            listening.forget()
            site.lead(leg.location, "logs" if call.operation.is_download else "runs/1")
            refused = await outcome_of(client, call)
            _nothing_is_told(site, api)
            _nothing_is_changed(api, call)
            ends_well, strangers = expected(leg, status, call)
            assert (refused is None) is ends_well, (call, refused)
            assert _strangers(site, api) == strangers, call
            assert refused is None or refused.outcome_unknown is (
                status == 303 and call.operation.method != "GET"
            )
    await listening.quiet()
    _nothing_is_told(site, api)


def _nothing_is_told(site: Site, api: Origin) -> None:
    """No byte of a secret, no header of ours, reached anybody but the API."""
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
                assert {name for name, _ in seen.headers} <= SHOWN
                assert seen.method == "GET"
                assert not seen.body


def _nothing_is_changed(api: Origin, call: Call[Any]) -> None:
    """Whatever reached the API is the call: its method, its body, its token."""
    for seen in api.requests:
        if seen.authority != api.authority:
            continue
        assert seen.method == call.operation.method
        assert (json.loads(seen.body) if seen.body else None) == call.body
        if not call.operation.is_download:
            assert seen.values("authorization") == [f"Bearer {TOKEN}"]


def _strangers(site: Site, api: Origin) -> int:
    """Return how many requests reached others than the API."""
    everywhere = [seen for origin in site.all() for seen in origin.requests]
    at_api = [seen for seen in api.requests if seen.authority == api.authority]
    return len(everywhere) - len(at_api)


async def test_a_dispatch_to_a_renamed_repository_arrives_once(
    site: Site, listening: Origins
):
    """S2, S3: as POST, with its body, at the new path; nothing else happens."""
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
async def test_the_statement_of_an_app_is_not_passed_on(
    listening: Origins, app_auth: AppAuth, status: int
):
    """S1: what an App signs to get its token goes to the API alone."""
    stranger = listening.listen(lambda _: response(201, b"{}"))
    link = f"location: {stranger.url}/app/installations/2/access_tokens"
    api = listening.listen(lambda _: response(status, b"", link))
    async with Client(app_auth, base_url=api.url) as client:
        with pytest.raises(ResponseError) as caught:
            await client.send(CALLS["get"])
    await listening.quiet()
    assert caught.value.status == status
    assert stranger.connections == 0
    (asked,) = api.requests
    assert asked.method == "POST"


def test_the_matrix_is_as_large_as_promised(figure: Callable[[str], None]):
    """C7: at least 300 cases; each runs with every kind of session."""
    count = len(ROADS) * len(CALLS) * len(SESSIONS)
    assert count >= 300
    figure(
        f"C7: {len(LEGS)} legs x {len(STATUSES)} statuses x {len(CALLS)} calls"
        f" x {len(SESSIONS)} sessions = {count} cases"
    )
