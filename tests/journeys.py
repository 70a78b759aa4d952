"""Count the hand-written files and hand-overs that a call crosses: not a test.

``python -m tests.journeys`` makes each call twice to warm up, then once under
``sys.setprofile``. A hand-over is a call from a hand-written function into one of
another file; resuming a coroutine is not one. The fake server runs in a thread of its
own, which is not profiled, and what the test clock calls is not counted. ``--files``
lists the files in the order in which they are entered.
"""

import asyncio
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final, Self

from attrs import Factory, define

import aioghactions as gha
from aioghactions.testing import FakeGitHub, InstantClock

PACKAGE: Final = Path(gha.__file__).parent
Journey = Callable[[gha.Repo, int], Awaitable[object]]


def place(frame: FrameType) -> str:
    """Return the file of a frame within the package, or "" if it is not ours."""
    path = Path(frame.f_code.co_filename)
    return path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else ""


def is_hand_written(file: str) -> bool:
    """Return whether a file of the package is neither generated nor for tests."""
    return bool(file) and not file.startswith(("_generated/", "testing/"))


def _callers(frame: FrameType) -> Iterator[FrameType]:
    caller = frame.f_back
    while caller is not None:
        yield caller
        caller = caller.f_back


@define
class Trace:
    """The files entered, in order, and the number of hand-overs."""

    files: list[str] = Factory(list[str])
    hand_overs: int = 0
    _seen: dict[int, FrameType] = Factory(dict[int, FrameType])

    def profile(self, frame: FrameType, event: str, _: Any) -> None:
        """Record a call; for ``sys.setprofile``."""
        entered = place(frame)
        if event != "call" or id(frame) in self._seen or not is_hand_written(entered):
            return
        self._seen[id(frame)] = frame  # kept, so that no other frame gets its id
        callers = [place(caller) for caller in _callers(frame)]
        if any(caller.startswith("testing/") for caller in callers):
            return
        came_from = next(filter(is_hand_written, callers), entered)
        if entered not in self.files:
            self.files.append(entered)
        self.hand_overs += came_from != entered


async def get(repo: gha.Repo, run: int) -> None:
    """Get a run."""
    await repo.runs.get(run)


async def list_page(repo: gha.Repo, _: int) -> None:
    """List a page of runs."""
    await repo.runs.list().first()


async def save_log(repo: gha.Repo, run: int) -> None:
    """Save the log of a run."""
    with tempfile.TemporaryDirectory() as folder:
        async with repo.runs.logs(run) as logs:
            await logs.save(Path(folder) / "log.zip")


async def dispatch(repo: gha.Repo, _: int) -> None:
    """Dispatch a workflow whose response is lost."""
    with suppress(gha.GitHubActionsError):
        await repo.workflows.run("ci.yml", ref="main", timeout=1)


JOURNEYS: Final[dict[str, tuple[Journey, dict[str, Any] | None]]] = {
    "get": (get, None),
    "list page": (list_page, None),
    "log to disk": (save_log, None),
    "429, then 200": (get, {"status": 429, "headers": {"retry-after": "1"}}),
    "502, then 200": (get, {"status": 502}),
    "dispatch, lost": (dispatch, {"status": 502, "executed": True}),
}


@define
class Server:
    """A FakeGitHub with one repository and one run, in a thread of its own."""

    github: FakeGitHub = Factory(lambda: FakeGitHub(limits=None))
    run: int = 0
    _loop: asyncio.AbstractEventLoop = Factory(asyncio.new_event_loop)
    _ready: threading.Event = Factory(threading.Event)
    _stop: asyncio.Event = Factory(asyncio.Event)

    def serve(self) -> None:
        """Serve until stopped; the target of the thread."""
        self._loop.run_until_complete(self._serve())
        self._loop.close()

    async def _serve(self) -> None:
        async with self.github:
            repo = self.github.add_repo("octo-org/hello")
            repo.add_workflow("ci.yml")
            self.run = repo.add_run(conclusion="success", jobs=["test"]).id
            self._ready.set()
            await self._stop.wait()

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve, daemon=True).start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)

    def fail_once(self, fault: dict[str, Any]) -> None:
        """Fail the next request."""
        done = threading.Event()

        def add() -> None:
            self.github.fail(times=1, **fault)
            done.set()

        self._loop.call_soon_threadsafe(add)
        done.wait()


async def travel(server: Server, name: str) -> Trace:
    """Return the trace of one call, warm."""
    journey, fault = JOURNEYS[name]
    clock = InstantClock()
    async with gha.Client(
        server.github.token, base_url=server.github.url, clock=clock
    ) as client:
        repo = client.repo("octo-org/hello")
        for _ in range(2):
            await journey(repo, server.run)
        if fault is not None:
            server.fail_once(fault)
        trace = Trace()
        sys.setprofile(trace.profile)
        try:
            await journey(repo, server.run)
        finally:
            sys.setprofile(None)
    return trace


def main() -> None:
    """Print the table."""
    print(f"{'call':16} {'files':>5} {'hand-overs':>10}")
    with Server() as server:
        for name in JOURNEYS:
            trace = asyncio.run(travel(server, name))
            print(f"{name:16} {len(trace.files):5} {trace.hand_overs:10}")
            if "--files" in sys.argv:
                print("  " + "\n  ".join(trace.files))


if __name__ == "__main__":
    main()
