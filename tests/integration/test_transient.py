"""Every caller uses one table of transient failures."""

import socket
from contextlib import asynccontextmanager
from copy import copy
from types import SimpleNamespace

import aiohttp
import pytest
from attrs import define, field

import aioghactions as gha
from aioghactions._core.messages import Headers, Response
from aioghactions._http.aiohttp_errors import from_aiohttp
from aioghactions._http.aiohttp_transport import AiohttpTransport
from tests.support.app import AppServer, app_auth
from tests.support.virtual import VirtualClock, in_virtual_time

TIMES = 3  # failures in a row
HOST = SimpleNamespace(host="h", port=443, ssl=True, is_ssl=True, proxy=None)


def proxy_error(status):
    """Return the error for a proxy's response with ``status``."""
    failure = aiohttp.ClientHttpProxyError(
        SimpleNamespace(real_url="x"), (), status=status
    )
    return from_aiohttp(failure, "https://h")


def resolver_error(code):
    """Return the error of a resolver."""
    failure = aiohttp.ClientConnectorDNSError(HOST, socket.gaierror(code, "x"))
    return from_aiohttp(failure, "https://h")


LASTING = {
    "an untrusted certificate": gha.UntrustedCertificateError("x"),
    "an unknown host": resolver_error(socket.EAI_NONAME),
    "proxy 407": proxy_error(407),
    "proxy 501": proxy_error(501),
    "proxy 505": proxy_error(505),
    "501": 501,
    "505": 505,
}
TRANSIENT = {
    "a resolver that says try again": resolver_error(socket.EAI_AGAIN),
    "a refused connection": gha.ConnectFailedError("x"),
    "a reset": gha.ConnectionLostError("x"),
    "a timeout": gha.RequestTimeoutError("x"),
    "proxy 502": proxy_error(502),
    "proxy 429": proxy_error(429),
    **{str(status): status for status in (408, 500, 502, 503, 504)},
}


def response(status):
    """Return an error response without a body."""
    return Response(status=status, headers=Headers({"content-length": "0"}))


@define(eq=False)
class Failing:
    """A transport that fails some requests and sends the others.

    Attributes:
        matches: Which requests fail.
        failure: An exception, or the status of a response.
        failed: How many have failed.
    """

    matches: object
    failure: object
    inner: AiohttpTransport = field(factory=AiohttpTransport)
    failed: int = 0

    async def open(self):
        await self.inner.open()

    async def close(self):
        await self.inner.close()

    def fails(self, request, *, streams):
        """Return whether ``request`` fails, and count it."""
        fails = self.failed < TIMES and self.matches(request, streams)
        self.failed += fails
        if fails and isinstance(self.failure, Exception):
            raise copy(self.failure)  # an error keeps its notes and traceback
        return fails

    async def exchange(self, request, timeouts):
        if self.fails(request, streams=False):
            return response(self.failure)
        return await self.inner.exchange(request, timeouts)

    @asynccontextmanager
    async def stream(self, request, timeouts):
        if self.fails(request, streams=True):
            yield response(self.failure)
        else:
            async with self.inner.stream(request, timeouts) as stream:
                yield stream


# ruff: noqa: D103 - the names say what the callers do


async def get(client, run):
    await client.repo("octo-org/hello").runs.get(run.id)


async def list_runs(client, _):
    assert await client.repo("octo-org/hello").runs.list().collect()


async def wait(client, run):
    await client.repo("octo-org/hello").runs.wait(run.id)


async def watch(client, run):
    async for _ in client.repo("octo-org/hello").runs.watch(run.id):
        pass


async def dispatch(client, _):
    await client.repo("octo-org/hello").workflows.run("ci.yml", ref="main")


async def read_logs(client, run):
    async with client.repo("octo-org/hello").runs.logs(run.id) as logs:
        await logs.read()


def reads(request, streams):
    return request.method == "GET" and not streams


def storage(_, streams):
    return streams


RETRIED = gha.Patience(attempts=TIMES + 1)
ONCE = gha.Patience(attempts=1)
# What each calls, which of its requests fail, and which retries are tested: those of
# the call, or those of a loop around calls that are not retried themselves.
CALLERS = {
    "get": (get, reads, RETRIED),
    "list": (list_runs, reads, RETRIED),
    "wait": (wait, reads, ONCE),
    "watch": (watch, reads, ONCE),
    "dispatch search": (dispatch, reads, ONCE),
    "link of a download": (read_logs, reads, RETRIED),
    "storage": (read_logs, storage, RETRIED),
}


@pytest.fixture
async def scene(start_github, instant_clock):
    """Return a function that runs a caller against a failing transport."""
    github = await start_github(edition="ghes-3.12")
    repo = github.add_repo("octo-org/hello")
    repo.add_workflow("ci.yml")
    run = repo.add_run(status="completed", conclusion="success")

    async def run_caller(caller, failure):
        use, matches, patience = CALLERS[caller]
        transport = Failing(matches, failure)
        async with gha.Client(
            github.token,
            base_url=github.url,
            clock=instant_clock,
            patience=patience,
            transport=transport,
        ) as client:
            try:
                await use(client, run)
            except gha.GitHubActionsError as error:
                return error, transport.failed
        return None, transport.failed

    return run_caller


@pytest.mark.parametrize("failure", LASTING)
@pytest.mark.parametrize("caller", CALLERS)
async def test_lasting_failure_is_not_retried_by_any_caller(scene, caller, failure):
    """F36: one request, and its error is raised."""
    error, failed = await scene(caller, LASTING[failure])
    assert error is not None
    assert failed == 1


@pytest.mark.parametrize("failure", TRANSIENT)
@pytest.mark.parametrize("caller", CALLERS)
async def test_transient_failure_is_retried_by_every_caller(scene, caller, failure):
    """F36: as often as patience allows."""
    error, failed = await scene(caller, TRANSIENT[failure])
    assert error is None
    assert failed == TIMES


@pytest.mark.parametrize("failure", LASTING | TRANSIENT)
@in_virtual_time
async def test_app_token_requests_use_the_same_table(failure):
    """F36: a token request is retried like a read."""
    step = (LASTING | TRANSIENT)[failure]
    steps = [response(step) if isinstance(step, int) else copy(step)] * TIMES
    clock = VirtualClock(chance=0.0)
    server = AppServer(clock=clock, first=steps)
    async with gha.Client(
        app_auth(), transport=server, clock=clock, patience=RETRIED
    ) as client:
        call = gha.operations.get_repo_secret("o", "r", "S")
        if failure in TRANSIENT:
            await client.send(call)
        else:
            with pytest.raises(gha.GitHubActionsError):
                await client.send(call)
    assert server.token_requests == (TIMES + 1 if failure in TRANSIENT else 1)
