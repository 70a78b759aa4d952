"""Downloads from storage that does anything it likes, in memory."""

from contextlib import asynccontextmanager

import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

import aioghactions as gha
from aioghactions import errors
from aioghactions._core.messages import Headers, Response
from tests.support import virtual
from tests.support.virtual import VirtualClock

OLD, NEW = bytes(range(200)), bytes(reversed(range(180)))


@define
class Answer:
    """One visit to storage: what it serves, how, and where it breaks off.

    Attributes:
        status: 200, 206 where a range is asked for; else a refusal.
        body: Which version.
        tagged: Whether it says so.
        sized: Whether it says how long it is; else it comes in chunks.
        ranges: Whether it knows ranges.
        cut: After how many bytes the connection breaks; None for never.
        size: How many bytes arrive at once.
    """

    status: int = 200
    body: bytes = OLD
    tagged: bool = True
    sized: bool = True
    ranges: bool = True
    cut: int | None = None
    size: int = 50

    def start(self, wanted):
        """Return the first byte that it serves."""
        tag = wanted.get("if-range", self.tag)
        if not self.ranges or "range" not in wanted or tag != self.tag:
            return 0
        return int(wanted["range"].removeprefix("bytes=").removesuffix("-"))

    @property
    def tag(self):
        """The version's name."""
        return f'"{self.body[0]}"' if self.tagged else ""


@define
class Stream:
    """An answer of storage on its way."""

    answer: Answer
    wanted: dict
    status: int = field(init=False)
    headers: dict = field(init=False)

    def __attrs_post_init__(self):
        answer, start, total = self.answer, self.first, len(self.answer.body)
        self.headers = Headers(etag=answer.tag) if answer.tagged else Headers()
        self.status = answer.status
        if answer.status != 200:
            return
        if answer.sized:
            self.headers["content-length"] = str(total - start)
        else:
            self.headers["transfer-encoding"] = "chunked"
        if start >= total > 0 and start:
            self.status = 416
            self.headers["content-range"] = f"bytes */{total}"
        elif start:
            self.status = 206
            self.headers["content-range"] = f"bytes {start}-{total - 1}/{total}"

    @property
    def first(self):
        return self.answer.start(self.wanted)

    async def chunks(self, size):
        part = self.answer.body[self.first :][: self.answer.cut]
        step = min(size, self.answer.size)
        for at in range(0, len(part), step):
            yield part[at : at + step]
        if self.answer.cut is not None:
            raise errors.ConnectionLostError("cut")


@define
class Storage:
    """A transport: the API gives links, storage plays the answers in turn."""

    answers: list
    links: list = field(factory=list)

    async def open(self):
        """Nothing to open."""

    async def close(self):
        """Nothing to close."""

    async def exchange(self, request, timeouts):
        if not request.url.endswith("/logs"):
            return Response(status=404, headers={}, body=b"{}")
        location = f"https://blob.example/{len(self.links)}?n=1"
        return Response(status=302, headers={"location": location})

    @asynccontextmanager
    async def stream(self, request, timeouts):
        self.links.append(request.url)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        yield Stream(answer, dict(request.headers))


answers = st.builds(
    Answer,
    status=st.sampled_from([200] * 6 + [206, 403, 404, 416, 500, 204]),
    body=st.sampled_from([OLD, OLD, OLD, NEW]),
    tagged=st.booleans(),
    sized=st.booleans(),
    ranges=st.booleans(),
    cut=st.none() | st.integers(0, 220),
    size=st.integers(1, 99),
)


async def download(storage, way):
    """Return what arrives, and the failure if there is one."""
    patience = gha.Patience(attempts=8)
    got = bytearray()
    async with gha.Client(
        None, transport=storage, clock=VirtualClock(), patience=patience
    ) as client:
        try:
            async with client.repo("octo-org/hello").jobs.logs(1) as log:
                if way == "read":
                    got += await log.read()
                else:
                    async for chunk in log.chunks(64):
                        got += chunk
        except gha.GitHubActionsError as failure:
            return bytes(got), failure
    return bytes(got), None


@pytest.mark.parametrize("way", ["read", "chunks"])
@settings(max_examples=400, deadline=None)
@given(st.lists(answers, min_size=1, max_size=8))
def test_what_arrives_is_one_version_or_an_error(way, script):
    """A19: never a part taken for the whole, never two versions mixed."""
    storage = Storage(list(script))
    got, failure = virtual.run(download(storage, way))
    versions = [answer.body for answer in script]
    if failure is None:
        assert got in versions
    else:
        assert any(version.startswith(got) for version in versions)
    assert len(set(storage.links)) == len(storage.links) <= 8


@settings(max_examples=200, deadline=None)
@given(st.lists(answers, max_size=6), st.sampled_from(["read", "chunks"]))
def test_good_storage_is_enough_in_the_end(script, way):
    """A19: as long as it holds the same, and refuses no more than three in a row."""
    tried = [
        Answer(cut=answer.cut, size=answer.size, sized=answer.sized)
        for answer in script
    ]
    got, failure = virtual.run(download(Storage([*tried, Answer()]), way))
    assert (got, failure) == (OLD, None)
