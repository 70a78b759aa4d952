"""S8, C10: the transport sends the request target byte for byte as it was built."""

import asyncio
from collections.abc import Generator
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import example, given, settings, strategies as st

from aioghactions import Call, operations
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._http.aiohttp_transport import AiohttpTransport
from aioghactions._http.transport import Timeouts
from aioghactions._params import encode
from tests.support.origins import Origin, Origins, Received, response

pytestmark = pytest.mark.slow

SOON = Timeouts(connect=5, read=5, total=5)

# Text that a URL parser might decode, merge, drop or take for a delimiter.
TRICKY = st.sampled_from(
    [
        *"a./\\%?#&=+;:@[]'\"<>~!*(),$|^`{} äé中😀\u200b\u202e\u0301\u00a0",
        *("..", "//", "%2F", "%2f", "%2e", "%2E%2e", "%25", "%00", "&amp;", "+%20"),
    ]
)
TEXT = st.one_of(
    st.lists(TRICKY, min_size=1, max_size=8).map("".join),
    st.text(min_size=1, max_size=40),
)
# Percent-encoded paths and queries.
RESERVED = "abcXYZ019-._~!$&'()*+,;=:@"
ESCAPES = st.sampled_from(["%2F", "%2e", "%2E", "%20", "%C3%A4", "%00", "%25", "%7e"])
SEGMENT = st.lists(st.one_of(st.sampled_from(RESERVED), ESCAPES), max_size=12)
PATH = st.lists(SEGMENT.map("".join), min_size=1, max_size=5).map(
    lambda segments: "/" + "/".join(segments)
)
QUERY = st.lists(st.one_of(st.sampled_from(RESERVED + "/?"), ESCAPES), max_size=16).map(
    "".join
)


class Wire:
    """A transport connected to an origin that records requests."""

    def __init__(self, runner: asyncio.Runner, origin: Origin) -> None:
        self._runner = runner
        self._origin = origin
        self.transport = AiohttpTransport()

    def send(self, target: str, method: str = "GET", body: bytes | None = None) -> str:
        """Send a request; return the received request target."""
        self._origin.requests.clear()
        request = Request(
            method=method,
            url=self._origin.url + target,
            headers=Headers({"authorization": "Bearer ghp_x"}),
            body=body,
        )
        result: Response = self._runner.run(self.transport.exchange(request, SOON))
        assert result.status == 200
        (received,) = self._origin.requests
        assert (received.method, received.body) == (method, body or b"")
        assert not self._origin.unparsed
        return received.target

    def run(self, work: Any) -> None:
        self._runner.run(work)


def _ok(_: Received) -> bytes:
    return response(200, b"{}")


@pytest.fixture(scope="module")
def wire(listening: Origins) -> Generator[Wire]:
    """Yield an open transport and its origin."""
    with asyncio.Runner() as runner:
        wire = Wire(runner, listening.listen(_ok))
        wire.run(wire.transport.open())
        yield wire
        wire.run(wire.transport.close())


def target_of(call: Call[Any]) -> str:
    """Return the request target of a call."""
    text = encode.join_query(call.query)
    return f"{call.path}{'?' * bool(text)}{text}"


@settings(max_examples=500, deadline=None)
@given(owner=TEXT, repo=TEXT, name=TEXT)
@example(owner="..", repo="x", name="y")
@example(owner="a", repo="%2e%2e", name="../../user")
@example(owner="a", repo="b?x=y", name="c#d")
def test_path_arguments_are_received_unchanged(
    wire: Wire, owner: str, repo: str, name: str
):
    """S8: the received target, split and decoded, has the arguments as segments."""
    try:
        call = operations.get_repo_secret(owner, repo, name)
    except ValueError:
        return  # rejected before anything is sent
    received = wire.send(target_of(call))
    assert received == target_of(call)
    assert [unquote(part) for part in received.split("/")] == [
        *("", "repos", owner, repo, "actions", "secrets", name)
    ]


@settings(max_examples=500, deadline=None)
@given(branch=TEXT, actor=TEXT)
@example(branch="a&per_page=1", actor="b#c")
@example(branch="a+b c%20d", actor="%26")
def test_query_arguments_are_received_unchanged(wire: Wire, branch: str, actor: str):
    """S8, S9: a value cannot add a parameter or end the query."""
    try:
        call = operations.list_workflow_runs_for_repo(
            "o", "r", branch=branch, actor=actor
        )
    except ValueError:
        return
    received = wire.send(target_of(call))
    assert received == target_of(call)
    path, _, text = received.partition("?")
    assert path == "/repos/o/r/actions/runs"
    pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True)
    assert pairs == [("actor", actor), ("branch", branch)]


@settings(max_examples=500, deadline=None)
@given(path=PATH, text=QUERY)
@example(path="/a/../b", text="")
@example(path="/a/%2e%2e/b/./c", text="x=%2B+y")
@example(path="//a///b", text="?/?")
def test_request_target_is_not_normalised(wire: Wire, path: str, text: str):
    """S8: dot segments, slashes and escapes are sent as given."""
    target = f"{path}{'?' * bool(text)}{text}"
    assert wire.send(target) == target


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=300), method=st.sampled_from(["POST", "PUT", "PATCH"]))
@example(body=b"x\r\n\r\nGET /user HTTP/1.1\r\nhost: x\r\n\r\n", method="POST")
def test_body_is_not_parsed_as_a_second_request(wire: Wire, body: bytes, method: str):
    """S9: its length is sent with it."""
    assert wire.send("/x", method, body) == "/x"
