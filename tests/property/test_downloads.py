"""Downloads from storage with arbitrary behavior, in memory."""

from contextlib import asynccontextmanager

import pytest
from attrs import define, field
from hypothesis import given, settings, strategies as st

import aioghactions as gha
from aioghactions import errors
from aioghactions._core.messages import Headers, Response
from tests.support import virtual
from tests.support.virtual import VirtualClock

OLD, NEW = bytes(range(200)), bytes(reversed(range(180)))


@define
class Blob:
    """How storage responds to one request.

    Attributes:
        status: 200 to serve the body, as 206 or 416 for a range; else an error.
        body: A version of the body.
        tagged: Send an ETag.
        sized: Send the length; else the body is chunked.
        ranges: Support range requests.
        cut: Bytes after which the connection breaks; None for never.
        size: Bytes that arrive at once.
    """

    status: int = 200
    body: bytes = OLD
    tagged: bool = True
    sized: bool = True
    ranges: bool = True
    cut: int | None = None
    size: int = 50

    def start(self, requested):
        """Return the offset of the first byte served."""
        tag = requested.get("if-range", self.tag)
        if not self.ranges or "range" not in requested or tag != self.tag:
            return 0
        return int(requested["range"].removeprefix("bytes=").removesuffix("-"))

    @property
    def tag(self):
        """ETag of the version."""
        return f'"{self.body[0]}"' if self.tagged else ""


@define
class Stream:
    """An open response of storage."""

    blob: Blob
    requested: dict
    status: int = field(init=False)
    headers: dict = field(init=False)

    def __attrs_post_init__(self):
        blob, start, total = self.blob, self.first, len(self.blob.body)
        self.headers = Headers(etag=blob.tag) if blob.tagged else Headers()
        self.status = blob.status
        if blob.status != 200:
            return
        if blob.sized:
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
        return self.blob.start(self.requested)

    async def chunks(self, size):
        part = self.blob.body[self.first :][: self.blob.cut]
        step = min(size, self.blob.size)
        for at in range(0, len(part), step):
            yield part[at : at + step]
        if self.blob.cut is not None:
            raise errors.ConnectionLostError("cut")


@define
class Storage:
    """A transport: the API returns links, storage serves the blobs in turn."""

    blobs: list
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
        blob = self.blobs.pop(0) if len(self.blobs) > 1 else self.blobs[0]
        yield Stream(blob, dict(request.headers))


blobs = st.builds(
    Blob,
    status=st.sampled_from([200] * 6 + [206, 403, 404, 416, 500, 204]),
    body=st.sampled_from([OLD, OLD, OLD, NEW]),
    tagged=st.booleans(),
    sized=st.booleans(),
    ranges=st.booleans(),
    cut=st.none() | st.integers(0, 220),
    size=st.integers(1, 99),
)


async def download(storage, way):
    """Return the bytes received, and the failure if there is one."""
    patience = gha.Patience(attempts=8)
    received = bytearray()
    async with gha.Client.anonymous(
        transport=storage, clock=VirtualClock(), patience=patience
    ) as client:
        try:
            async with client.repo("octo-org/hello").jobs.logs(1) as log:
                if way == "read":
                    received += await log.read()
                else:
                    async for chunk in log.chunks(64):
                        received += chunk
        except gha.GitHubActionsError as failure:
            return bytes(received), failure
    return bytes(received), None


@pytest.mark.parametrize("way", ["read", "chunks"])
@settings(max_examples=400, deadline=None)
@given(st.lists(blobs, min_size=1, max_size=8))
def test_a_download_is_one_version_of_the_body_or_an_error(way, script):
    """A19: never a truncated body, never a mixture of two versions."""
    storage = Storage(list(script))
    received, failure = virtual.run(download(storage, way))
    versions = [blob.body for blob in script]
    if failure is None:
        assert received in versions
    else:
        assert any(version.startswith(received) for version in versions)
    assert len(set(storage.links)) == len(storage.links) <= 8


@settings(max_examples=200, deadline=None)
@given(st.lists(blobs, max_size=6), st.sampled_from(["read", "chunks"]))
def test_a_download_succeeds_once_storage_recovers(script, way):
    """A19: if the body stays the same and links are not rejected."""
    failing = [Blob(cut=blob.cut, size=blob.size, sized=blob.sized) for blob in script]
    received, failure = virtual.run(download(Storage([*failing, Blob()]), way))
    assert (received, failure) == (OLD, None)
