"""Downloads from storage that keeps nothing it promises for long."""

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
from tests.support.unhurried import UNHURRIED

DEAD = ("400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found")
FAILING = ("429 Too Many Requests", "500 Internal Server Error", "503 Unavailable")
MOODS = ("expire", "fail", "cut", "cut", "cut", "reset", "serve")
WIDE = gha.Pace(concurrency=50, points_per_minute=None)
PATIENT = evolve(UNHURRIED, attempts=12)
OF_THE_API = (TOKEN.lower().encode(), b"authorization", b"cookie", b"x-github-")
BAD_DAYS = 3  # links in a row, and failures of a body in all, twice that


def content(number: int) -> bytes:
    """Return the log of a job, of another length each, up to some 120 kB."""
    seed = hashlib.sha256(str(number).encode()).digest()
    return (seed * 3800)[: 120 * (number % 1000) + number % 31]


class Moody:
    """Refuses links, fails, and breaks off at random bytes, but not for ever."""

    def __init__(self) -> None:
        self.random = Random(2024)  # noqa: S311 - repeatable, not secret
        self.refused: Counter[int] = Counter()
        self.seen: Counter[int] = Counter()
        self.did: Counter[str] = Counter()
        self.links: Counter[str] = Counter()
        self.canaries = 0

    async def __call__(self, exchange: raw.Exchange) -> None:
        number = int(exchange.target.split("?")[0].rpartition("/")[2])
        self.links[exchange.target] += 1
        head = exchange.head.lower()
        self.canaries += any(name in head for name in OF_THE_API)
        await self.script(number)(exchange)

    def script(self, number: int) -> raw.Script:
        """Return what happens to the next request for a log."""
        body, dice, mood = content(number), self.random, self.mood(number)
        self.did[mood] += 1
        # Each body is known by its version, by its length, or by both.
        etag = "" if number % 3 == 0 else '"v1"'
        chunked, ranges = number % 3 == 1, dice.random() < 0.8
        match mood:
            case "expire":
                return refusal(dice.choice(DEAD))
            case "fail":
                return refusal(dice.choice(FAILING))
            case "serve":
                return blob(body, etag=etag, chunked=chunked, ranges=ranges)
        return blob(
            body,
            etag=etag,
            chunked=chunked,
            ranges=ranges,
            cut=dice.randint(0, len(body)),
            then=raw.reset if mood == "reset" else raw.hang_up,
        )

    def mood(self, number: int) -> str:
        """Return what happens next; the last time is a good one."""
        self.seen[number] += 1
        mood = self.random.choice(MOODS)
        if self.seen[number] > 2 * BAD_DAYS:
            return "serve"
        if mood == "expire":
            self.refused[number] += 1
            return "cut" if self.refused[number] > BAD_DAYS else mood
        return mood


async def fetch(download: gha.Download, path: Path | None) -> str:
    """Return the SHA-256 of what arrived, by way of a file or not."""
    digest = hashlib.sha256()
    async with download:
        if path is None:
            async for chunk in download.chunks(4096):
                digest.update(chunk)
        else:
            await download.save(path)
            digest.update(await asyncio.to_thread(path.read_bytes))
    return digest.hexdigest()


async def all_of(count: int, storage: Moody, folder: Path) -> dict[int, str]:
    """Download ``count`` logs, every other one to a file; return their digests."""

    async def api(exchange: raw.Exchange) -> None:
        number = exchange.target.split("/")[6]
        link = f"{at.storage.url}/blob/{number}?n={len(at.api.seen)}"
        await raw.answer("302 Found", b"", f"location: {link}")(exchange)

    async def one(number: int) -> str:
        path = folder / str(number) if number % 2 else None
        return await fetch(at.download(number), path)

    digests: dict[int, str] = {}
    async with (
        scene(storage, api=api, patience=PATIENT, pace=WIDE) as at,
        gha.fan_out(one, range(count), limit=20) as outcomes,
    ):
        async for outcome in outcomes:
            match outcome:
                case gha.Done(number, digest):
                    digests[number] = digest
                case gha.Failed(number, error):
                    digests[number] = repr(error)
    return digests


def a19(count: int) -> list[Figure]:
    """A19: links expire, connections drop at random bytes, and all arrives."""
    storage = Moody()
    with tempfile.TemporaryDirectory() as folder:
        digests = asyncio.run(all_of(count, storage, Path(folder)))
        names = [path.name for path in Path(folder).iterdir()]
    equal = sum(
        digest == hashlib.sha256(content(number)).hexdigest()
        for number, digest in digests.items()
    )
    return [
        Figure("downloads with equal SHA-256", equal, least=count),
        Figure("files beside those", len(names) - count // 2, most=0),
        Figure("uses of one link", max(storage.links.values()), most=1),
        Figure("canaries at the storage origin", storage.canaries, most=0),
        Figure("links a download", storage.links.total() / count),
        Figure("links that had expired", storage.did["expire"], least=count / 4),
        Figure("bodies cut", storage.did["cut"] + storage.did["reset"], least=count),
    ]
