"""Histories of a list in memory, in virtual time."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest
from attrs import evolve
from hypothesis import given, settings, strategies as st

import aioghactions as gha
from aioghactions._lists.checkpoint import Checkpoint
from tests.support import virtual
from tests.support.cancel import cancel_at
from tests.support.lists import Run, RunList
from tests.support.virtual import VirtualClock

START = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = 60 * 86_400
END = START + timedelta(seconds=SECONDS)
FIRST = int(START.timestamp())


def runs_at(seconds):
    """Return runs created at ``seconds`` after the start."""
    return [Run(FIRST + at, 1 + number) for number, at in enumerate(sorted(seconds))]


def bursty(count, *, bursts, seed=1):
    """Return seconds: half of them random, half in bursts of three a second."""
    dice = Random(seed)  # noqa: S311 - repeatable, not secret
    burst = count // 2 // bursts
    seconds = [dice.randrange(SECONDS) for _ in range(count - burst * bursts)]
    for _ in range(bursts):
        begin = dice.randrange(SECONDS - burst)
        seconds += [begin + number // 3 for number in range(burst)]
    return seconds


class Reader:
    """A program that saves its position after each run, and may crash."""

    def __init__(self, server, **about):
        self.server = server
        self.about = about
        self.found = []
        self.saved = "null"

    async def read(self, *, crash_after=None, start=START, end=END, **filters):
        """Continue at the saved position; return the history."""
        async with gha.Client(
            "token", transport=self.server, clock=self.server.clock, **self.about
        ) as client:
            history = client.repo("octo-org/hello").runs.history(
                start, end, resume=json.loads(self.saved), **filters
            )
            async for run in history:
                self.found.append(run.id)
                self.saved = json.dumps(history.position)
                if crash_after is not None and len(self.found) >= crash_after:
                    break
            return history


def read(server, **about):
    """Read all runs; return the history and the ids."""
    reader = Reader(server, pace=gha.Pace.off(), **about)
    return virtual.run(reader.read()), reader.found


def ids(server):
    """Return the ids of all runs, the oldest first."""
    return [run.id for run in server.runs]


@pytest.mark.slow
def test_25000_runs_are_yielded_once_and_in_order():
    """A18: with bursts, in the order of creation, and complete by GitHub's counts."""
    server = RunList(
        clock=VirtualClock(),
        runs=runs_at(bursty(25_000, bursts=5)),
        latency=lambda: 0.2,
    )
    history, found = read(server)
    assert found == ids(server)
    assert history.complete
    assert (history.expected, history.yielded) == (25_000, 25_000)
    assert server.requests <= 1.6 * 250


def test_a_range_of_one_window_costs_its_pages_and_one_count():
    """The count of the whole time range is requested at the end."""
    server = RunList(clock=VirtualClock(), runs=runs_at(range(0, 450_000, 1000)))
    history, found = read(server)
    assert found == ids(server)
    assert history.complete
    assert server.requests == 5 + 1


def test_several_windows_are_read_at_once():
    """Requests for different windows arrive at the same instant."""
    arrived = {}

    def note(server, request):
        created = parse_qs(urlsplit(request.url).query)["created"][0]
        arrived.setdefault(server.clock.monotonic(), set()).add(created)

    server = RunList(
        clock=VirtualClock(),
        runs=runs_at(range(0, 4_500_000, 1_000)),
        latency=lambda: 0.2,
        before=note,
    )
    history, _ = read(server)
    assert history.complete
    assert max(len(windows) for windows in arrived.values()) > 1


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001])
def test_any_number_of_runs_is_read_completely(count):
    """A18: also none, and numbers around the cap."""
    server = RunList(clock=VirtualClock(), runs=runs_at(range(count)))
    history, found = read(server)
    assert found == ids(server)
    assert history.complete


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    bursts=st.lists(
        st.tuples(
            st.integers(0, SECONDS - 1), st.integers(1, 1_500), st.integers(1, 300)
        ),
        max_size=3,
    ),
    crashes=st.lists(st.integers(1, 3_000), max_size=3),
)
def test_a_history_resumes_after_crashes(bursts, crashes):
    """A18: each run is yielded once over all starts of the program."""
    seconds = [
        (at + number % max(width, -(-count // 300))) % SECONDS
        for at, count, width in bursts
        for number in range(count)
    ]
    server = RunList(clock=VirtualClock(), runs=runs_at(seconds))
    reader = Reader(server, pace=gha.Pace.off())
    for crash in sorted(crashes):
        virtual.run(reader.read(crash_after=crash))
    history = virtual.run(reader.read())
    assert reader.found == ids(server)
    assert history.complete


def test_a_second_with_too_many_runs_raises_an_error():
    """A18: after the runs that GitHub returns of it."""
    server = RunList(
        clock=VirtualClock(), runs=runs_at([1000] * 1_500 + [2000] * 3 + [500] * 3)
    )
    reader = Reader(server, pace=gha.Pace.off())
    with pytest.raises(gha.ResultsCappedError, match="01-01T00:16:40Z") as caught:
        virtual.run(reader.read())
    assert (caught.value.total, caught.value.yielded) == (1_500, 1_000)
    assert len(reader.found) == len(set(reader.found)) == 1_006


def test_allow_capped_accepts_a_second_with_too_many_runs():
    """The history ends without an error, and ``gaps`` records the second."""
    server = RunList(clock=VirtualClock(), runs=runs_at([1000] * 1_500))

    async def main():
        async with gha.Client("token", transport=server, clock=server.clock) as client:
            history = client.repo("octo-org/hello").runs.history(START, END)
            found = [run.id async for run in history.allow_capped()]
            again = [run.id async for run in history]
        return history, found, again

    history, found, again = virtual.run(main())
    assert (len(found), again) == (1_000, [])
    assert not history.complete
    [gap] = history.gaps
    assert (gap.first, gap.last) == (FIRST + 1000, FIRST + 1000)
    assert (gap.total, gap.shown) == (1_500, 1_000)
    assert Checkpoint.load(history.position).gaps == (gap,)


def test_a_window_that_changes_is_read_again():
    """A18: runs deleted while their window is read are not yielded, all others are."""

    def delete(server, _):
        if server.answered == 4:
            del server.runs[:10]

    server = RunList(clock=VirtualClock(), runs=runs_at(range(450)), before=delete)
    history, found = read(server)
    assert found == ids(server)
    assert len(found) == 440
    assert history.complete


def test_a_history_is_not_complete_if_yielded_runs_were_deleted():
    """A18: the counts differ, so completeness cannot be shown."""

    def delete(server, request):
        if "per_page=1&" in f"{request.url}&":
            del server.runs[0]

    server = RunList(clock=VirtualClock(), runs=runs_at(range(450)), before=delete)
    history, found = read(server)
    assert (len(found), history.yielded, history.expected) == (450, 450, 449)
    assert not history.complete


def test_a_window_whose_counts_never_agree_is_a_gap():
    """It is recorded after three attempts."""

    class Miscounting(RunList):
        def _answer(self, query):
            response = super()._answer(query)
            body = response.body.replace(b'"total_count":349', b'"total_count":350')
            return evolve(response, body=body)

    server = Miscounting(clock=VirtualClock(), runs=runs_at(range(1, 350)))
    history, _ = read(server)
    assert not history.complete
    [gap] = history.gaps
    assert (gap.total, gap.shown) == (350, 349)
    assert server.requests == 3 * 4 + 1


@pytest.mark.slow
def test_iterating_after_an_error_continues():
    """No run is lost or repeated."""

    def fail(server, _):
        if server.answered in {7, 8, 40}:
            raise gha.ConnectionLostError("gone")

    server = RunList(
        clock=VirtualClock(), runs=runs_at(bursty(9_000, bursts=3)), before=fail
    )

    async def main():
        found, errors = [], 0
        async with gha.Client(
            "token", transport=server, clock=server.clock, patience=gha.Patience.none()
        ) as client:
            history = client.repo("octo-org/hello").runs.history(START, END)
            while True:
                try:
                    async for run in history:
                        found.append(run.id)  # noqa: PERF401 - an error may follow
                except gha.ConnectionLostError:
                    errors += 1
                else:
                    return found, errors, history.complete

    found, errors, complete = virtual.run(main())
    assert found == ids(server)
    assert 1 <= errors <= 3
    assert complete


def test_iterating_after_a_timeout_continues():
    """A18, A22: a window whose reading was cancelled is read again."""
    dice = Random(22)  # noqa: S311 - repeatable, not secret
    server = RunList(
        clock=VirtualClock(),
        runs=runs_at(bursty(5_000, bursts=3)),
        latency=lambda: dice.uniform(0.1, 1.0),
    )

    async def main():
        found, timeouts = [], 0
        async with gha.Client(
            "token", transport=server, clock=server.clock, pace=gha.Pace.off()
        ) as client:
            history = client.repo("octo-org/hello").runs.history(START, END)
            while True:
                try:
                    async with asyncio.timeout(dice.uniform(0.5, 4)):
                        async for run in history:
                            found.append(run.id)
                            await server.clock.sleep(0.01)
                except TimeoutError:
                    timeouts += 1
                else:
                    return found, timeouts, history.complete

    found, timeouts, complete = virtual.run(main())
    assert found == ids(server)
    assert timeouts >= 5
    assert complete


@pytest.mark.parametrize(
    "seconds",
    [[], range(3), bursty(1_500, bursts=1)],
    ids=["no run", "one window", "several windows"],
)
def test_cancellation_at_any_await_loses_nothing(seconds):
    """A18, A22: whichever await of the loop is cancelled, another loop continues."""
    server = RunList(clock=VirtualClock(), runs=runs_at(seconds))

    async def append_to(found, history):
        async for run in history:
            found.append(run.id)

    async def main():
        async with gha.Client(
            "token", transport=server, clock=server.clock, pace=gha.Pace.off()
        ) as client:
            runs, cancelled, at = client.repo("octo-org/hello").runs, True, 1
            while cancelled:
                history, found = runs.history(START, END), []
                cancelled = await cancel_at(at, append_to(found, history))
                await append_to(found, history)
                assert found == ids(server)
                assert history.complete
                at += 1
        return at

    assert virtual.run(main()) > 3


def test_several_tasks_may_share_a_history():
    """A18: each run goes to one of them, and ``yielded`` counts all."""
    server = RunList(
        clock=VirtualClock(), runs=runs_at(range(3_000)), latency=lambda: 0.2
    )
    found = []

    async def main():
        async with gha.Client(
            "token", transport=server, clock=server.clock, pace=gha.Pace.off()
        ) as client:
            history = client.repo("octo-org/hello").runs.history(START, END)

            async def consume():
                async for run in history:
                    found.append(run.id)
                    await server.clock.sleep(0.001)

            async with asyncio.TaskGroup() as group:
                for _ in range(5):
                    group.create_task(consume())
            return history

    history = virtual.run(main())
    assert sorted(found) == ids(server)
    assert history.complete


def test_runs_before_a_failed_window_are_yielded_before_the_error():
    """An error delays only the runs after its window."""

    def fail(_, request):
        if "created=2026-01-01" not in request.url:
            raise gha.ConnectionLostError("gone")

    server = RunList(
        clock=VirtualClock(),
        runs=runs_at([*range(900), *range(600_000, 600_900)]),
        before=fail,
    )
    reader = Reader(server, patience=gha.Patience.none())
    with pytest.raises(gha.ConnectionLostError):
        virtual.run(reader.read())
    assert reader.found == ids(server)[:900]


def test_a_server_that_ignores_created_is_an_error():
    """Otherwise every window would yield the same runs."""
    server = RunList(
        clock=VirtualClock(), runs=runs_at([5, 500_000]), heeds_created=False
    )
    reader = Reader(server)
    with pytest.raises(gha.UnexpectedAnswerError, match=r"requested runs created 2026"):
        virtual.run(reader.read(end=START + timedelta(seconds=100)))


def test_a_list_without_a_total_is_an_error():
    """Without counts completeness cannot be shown."""

    class Uncounted(RunList):
        def _answer(self, query):
            response = super()._answer(query)
            body = response.body.replace(b'"total_count":3', b'"total_count":null')
            return evolve(response, body=body)

    server = Uncounted(clock=VirtualClock(), runs=runs_at([1, 2, 3]))
    with pytest.raises(gha.UnexpectedAnswerError, match="total_count"):
        read(server)


@pytest.mark.parametrize("total", [b'"3"', b"[]", b"{}", b"-1"])
def test_a_total_that_is_no_count_is_an_error(total):
    """Such a total is the library's own error, not a TypeError."""

    class Miscounted(RunList):
        def _answer(self, query):
            response = super()._answer(query)
            body = response.body.replace(b'"total_count":3', b'"total_count":' + total)
            return evolve(response, body=body)

    server = Miscounted(clock=VirtualClock(), runs=runs_at([1, 2, 3]))
    with pytest.raises(gha.UnexpectedAnswerError, match="total_count"):
        read(server)


class Undated(RunList):
    """A server that sends no creation time, and perhaps a time of start."""

    has_started = True

    def _answer(self, query):
        response = super()._answer(query)
        other = b'"run_started_at"' if self.has_started else b'"other"'
        body = response.body.replace(b'"run_started_at"', b'"old"')
        return evolve(response, body=body.replace(b'"created_at"', other))


def test_a_run_without_a_creation_time_is_placed_by_its_start():
    """F14: any date may be missing."""
    server = Undated(clock=VirtualClock(), runs=runs_at([1, 2, 3]))
    assert read(server)[1] == ids(server)


def test_a_run_without_any_time_is_an_error():
    """It has no place in a history; the message names it."""
    server = Undated(clock=VirtualClock(), runs=runs_at([7]))
    server.has_started = False
    with pytest.raises(gha.UnexpectedAnswerError, match="the run 1 has no created_at"):
        read(server)


def test_leaving_the_loop_leaves_no_request_running():
    """A24: there is nothing to close."""
    server = RunList(
        clock=VirtualClock(), runs=runs_at(bursty(9_000, bursts=1)), latency=lambda: 1
    )
    reader = Reader(server)
    virtual.run(reader.read(crash_after=3))
    sent = server.requests
    assert server.in_flight == 0
    assert sent < 60


def test_the_default_end_is_now():
    """Runs created while the history is read are not part of it."""
    clock = VirtualClock()
    now = int(virtual.EPOCH)
    server = RunList(clock=clock, runs=[Run(now - 10, 1), Run(now + 100, 2)])
    start = datetime.fromtimestamp(now - 3600, UTC)
    reader = Reader(server)
    history = virtual.run(reader.read(start=start, end=None))
    assert reader.found == [1]
    assert history.complete


def test_an_empty_time_range_sends_no_request():
    """It is complete."""
    server = RunList(clock=VirtualClock(), runs=runs_at([0]))
    reader = Reader(server)
    history = virtual.run(reader.read(end=START))
    assert (reader.found, history.complete, server.requests) == ([], True, 0)


def test_filters_and_workflow_apply_to_every_window():
    """A history reads the same list as ``list`` or ``list_for_workflow``."""
    urls = []
    server = RunList(
        clock=VirtualClock(),
        runs=runs_at(range(3_000)),
        before=lambda _, request: urls.append(request.url),
    )
    reader = Reader(server)
    with pytest.raises(gha.UnexpectedAnswerError):  # its links are of another list
        virtual.run(reader.read(workflow_id="ci.yml", branch="main", status="success"))
    assert {url.partition("?")[0] for url in urls} == {
        "https://api.github.com/repos/octo-org/hello/actions/workflows/ci.yml/runs"
    }
    assert all("branch=main&status=success" in url for url in urls)
