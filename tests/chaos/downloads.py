"""Downloads from a storage host with random failures."""

import asyncio
import hashlib
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from attrs import evolve

import aioghactions as gha
from tests.chaos.figure import Figure
from tests.support import raw
from tests.support.blobs import TOKEN, blob, refusal, scene
from tests.support.no_timeouts import NO_TIMEOUTS

DEAD = ("400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found")
FAILING = ("429 Too Many Requests", "500 Internal Server Error", "503 Unavailable")
FAULTS = ("expire", "fail", "cut", "cut", "cut", "reset", "serve")
WIDE = gha.Pace(concurrency=50, points_per_minute=None)
PATIENT = evolve(NO_TIMEOUTS, attempts=12)
API_ONLY = (TOKEN.lower().encode(), b"authorization", b"cookie", b"x-github-")
MOST_FAULTS = 3  # expired links of a log; failures in all, twice that


def content(number: int) -> bytes:
    """Return the log of a job, up to 120 kB; each has a different length."""
    seed = hashlib.sha256(str(number).encode()).digest()
    return (seed * 3800)[: 120 * (number % 1000) + number % 31]


class FlakyStorage:
    """Rejects links, fails, and closes connections at random bytes, a few times."""

    def __init__(self) -> None:
        self.random = Random(2024)  # noqa: S311 - repeatable, not secret
        self.expired: Counter[int] = Counter()
        self.seen: Counter[int] = Counter()
        self.counts: Counter[str] = Counter()
        self.links: Counter[str] = Counter()
        self.canaries = 0

    async def __call__(self, exchange: raw.Exchange) -> None:
        number = int(exchange.target.split("?")[0].rpartition("/")[2])
        self.links[exchange.target] += 1
        head = exchange.head.lower()
        self.canaries += any(name in head for name in API_ONLY)
        await self.script(number)(exchange)

    def script(self, number: int) -> raw.Script:
        """Return the script for the next request for a log."""
        body, random, fault = content(number), self.random, self.fault(number)
        self.counts[fault] += 1
        # Each body has an ETag, a length, or both.
        etag = "" if number % 3 == 0 else '"v1"'
        chunked, ranges = number % 3 == 1, random.random() < 0.8
        match fault:
            case "expire":
                return refusal(random.choice(DEAD))
            case "fail":
                return refusal(random.choice(FAILING))
            case "serve":
                return blob(body, etag=etag, chunked=chunked, ranges=ranges)
        return blob(
            body,
            etag=etag,
            chunked=chunked,
            ranges=ranges,
            cut=random.randint(0, len(body)),
            then=raw.reset if fault == "reset" else raw.hang_up,
        )

    def fault(self, number: int) -> str:
        """Return the next fault; the last request for a log is served."""
        self.seen[number] += 1
        fault = self.random.choice(FAULTS)
        if self.seen[number] > 2 * MOST_FAULTS:
            return "serve"
        if fault == "expire":
            self.expired[number] += 1
            return "cut" if self.expired[number] > MOST_FAULTS else fault
        return fault


async def fetch(download: gha.Download, path: Path | None) -> str:
    """Return the SHA-256 of the downloaded body, saved in a file or read."""
    digest = hashlib.sha256()
    async with download:
        if path is None:
            async for chunk in download.chunks(4096):
                digest.update(chunk)
        else:
            await download.save(path)
            digest.update(await asyncio.to_thread(path.read_bytes))
    return digest.hexdigest()


async def all_of(count: int, storage: FlakyStorage, folder: Path) -> dict[int, str]:
    """Download ``count`` logs, every other one to a file; return their digests."""

    async def api(exchange: raw.Exchange) -> None:
        number = exchange.target.split("/")[6]
        link = f"{at.storage.url}/blob/{number}?n={len(at.api.seen)}"
        await raw.answer("302 Found", b"", f"location: {link}")(exchange)

    async def fetch_one(number: int) -> str:
        path = folder / str(number) if number % 2 else None
        return await fetch(at.download(number), path)

    digests: dict[int, str] = {}
    async with (
        scene(storage, api=api, patience=PATIENT, pace=WIDE) as at,
        gha.fan_out(fetch_one, range(count), limit=20) as outcomes,
    ):
        async for outcome in outcomes:
            match outcome:
                case gha.Done(number, digest):
                    digests[number] = digest
                case gha.Failed(number, error):
                    digests[number] = repr(error)
    return digests


def a19(count: int) -> list[Figure]:
    """A19: links expire and connections close at random; all downloads succeed."""
    storage = FlakyStorage()
    with tempfile.TemporaryDirectory() as folder:
        digests = asyncio.run(all_of(count, storage, Path(folder)))
        names = [path.name for path in Path(folder).iterdir()]
    equal = sum(
        digest == hashlib.sha256(content(number)).hexdigest()
        for number, digest in digests.items()
    )
    return [
        Figure("downloads with equal SHA-256", equal, least=count),
        Figure("other files", len(names) - count // 2, most=0),
        Figure("uses of one link", max(storage.links.values()), most=1),
        Figure("canaries at the storage origin", storage.canaries, most=0),
        Figure("links a download", storage.links.total() / count),
        Figure("links that had expired", storage.counts["expire"], least=count / 4),
        Figure(
            "bodies cut", storage.counts["cut"] + storage.counts["reset"], least=count
        ),
    ]
