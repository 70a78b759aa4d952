"""Histories over a list in memory, in virtual time."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import aioghactions as gha
from aioghactions._lists.checkpoint import Checkpoint
from tests.support import virtual
from tests.support.cancel import cancel_at
from tests.support.lists import Run, RunList
from tests.support.virtual import VirtualClock

START = datetime(2026, 1, 1, tzinfo=UTC)
SPAN = 60 * 86_400
END = START + timedelta(seconds=SPAN)
FIRST = int(START.timestamp())


def runs_at(seconds):
    """Return runs created so many seconds after the start."""
    return [Run(FIRST + at, 1 + number) for number, at in enumerate(sorted(seconds))]


def bursty(count, *, bursts, seed=1):
    """Return instants: half evenly, half in bursts of three a second."""
    dice = Random(seed)  # noqa: S311 - repeatable, not secret
    burst = count // 2 // bursts
    seconds = [dice.randrange(SPAN) for _ in range(count - burst * bursts)]
    for _ in range(bursts):
        begin = dice.randrange(SPAN - burst)
        seconds += [begin + number // 3 for number in range(burst)]
    return seconds


class Reader:
    """A program that saves every run and its position, and may crash."""

    def __init__(self, server, **about):
        self.server = server
        self.about = about
        self.told = []
        self.saved = "null"

    async def read(self, *, crash_after=None, start=START, end=END, **filters):
        """Go on from what was saved; return the history."""
        async with gha.Client(
            "token", transport=self.server, clock=self.server.clock, **self.about
        ) as client:
            history = client.repo("octo-org/hello").runs.history(
                start, end, resume=json.loads(self.saved), **filters
            )
            async for run in history:
                self.told.append(run.id)
                self.saved = json.dumps(history.position)
                if crash_after is not None and len(self.told) >= crash_after:
                    break
            return history


def read(server, **about):
    """Read all in one go; return ids and history."""
    reader = Reader(server, pace=gha.Pace.off(), **about)
    return virtual.run(reader.read()), reader.told


def ids(server):
    """Return the ids of all runs, the oldest first."""
    return [run.id for run in server.runs]


def test_twenty_five_thousand_runs_come_once_in_order():
    """A18: bursts and all, in the order of creation, and counts prove it."""
    server = RunList(
        clock=VirtualClock(),
        runs=runs_at(bursty(25_000, bursts=5)),
        latency=lambda: 0.2,
    )
    history, told = read(server)
    assert told == ids(server)
    assert history.complete
    assert (history.expected, history.yielded) == (25_000, 25_000)
    assert server.requests <= 1.6 * 250


def test_a_span_that_fits_costs_no_more_than_its_pages():
    """One window, and the count of the whole at the end."""
    server = RunList(clock=VirtualClock(), runs=runs_at(range(0, 450_000, 1000)))
    history, told = read(server)
    assert told == ids(server)
    assert history.complete
    assert server.requests == 5 + 1


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001])
def test_any_number_of_runs_is_read_whole(count):
    """A18: also none, and as many as GitHub just shows or just does not."""
    server = RunList(clock=VirtualClock(), runs=runs_at(range(count)))
    history, told = read(server)
    assert told == ids(server)
    assert history.complete


@settings(max_examples=15, deadline=None)
@given(
    bursts=st.lists(
        st.tuples(st.integers(0, SPAN - 1), st.integers(1, 1_500), st.integers(1, 300)),
        max_size=3,
    ),
    crashes=st.lists(st.integers(1, 3_000), max_size=3),
)
def test_a_history_resumes_after_crashes(bursts, crashes):
    """A18: what was saved is enough to go on, each run once over all the starts."""
    seconds = [
        (at + number % max(width, -(-count // 300))) % SPAN
        for at, count, width in bursts
        for number in range(count)
    ]
    server = RunList(clock=VirtualClock(), runs=runs_at(seconds))
    reader = Reader(server, pace=gha.Pace.off())
    for crash in sorted(crashes):
        virtual.run(reader.read(crash_after=crash))
    history = virtual.run(reader.read())
    assert reader.told == ids(server)
    assert history.complete


def test_a_second_that_holds_too_many_is_told_of():
    """A18: nothing is cut in silence, and what GitHub shows of it is there."""
    server = RunList(
        clock=VirtualClock(), runs=runs_at([1000] * 1_500 + [2000] * 3 + [500] * 3)
    )
    reader = Reader(server, pace=gha.Pace.off())
    with pytest.raises(gha.ResultsCappedError, match="01-01T00:16:40Z") as caught:
        virtual.run(reader.read())
    assert (caught.value.total, caught.value.yielded) == (1_500, 1_000)
    assert len(reader.told) == len(set(reader.told)) == 1_006


def test_a_second_that_holds_too_many_can_be_allowed():
    """Told otherwise, the history ends quietly; its gaps still tell."""
    server = RunList(clock=VirtualClock(), runs=runs_at([1000] * 1_500))

    async def main():
        async with gha.Client("token", transport=server, clock=server.clock) as client:
            history = client.repo("octo-org/hello").runs.history(START, END)
            told = [run.id async for run in history.allow_capped()]
            again = [run.id async for run in history]
        return history, told, again

    history, told, again = virtual.run(main())
    assert (len(told), again) == (1_000, [])
    assert not history.complete
    [gap] = history.gaps
    assert (gap.first, gap.last) == (FIRST + 1000, FIRST + 1000)
    assert (gap.total, gap.shown) == (1_500, 1_000)
    assert Checkpoint.load(history.position).gaps == (gap,)


def test_a_window_that_changes_is_read_again():
    """A18: runs that go while their window is read are not told, others are."""

    def delete(server, _):
        if server.answered == 4:
            del server.runs[:10]

    server = RunList(clock=VirtualClock(), runs=runs_at(range(450)), before=delete)
    history, told = read(server)
    assert told == ids(server)
    assert len(told) == 440
    assert history.complete


def test_runs_deleted_after_they_were_told_leave_nothing_proven():
    """A18: ``complete`` is a proof, not a hope."""

    def delete(server, request):
        if "per_page=1&" in f"{request.url}&":
            del server.runs[0]

    server = RunList(clock=VirtualClock(), runs=runs_at(range(450)), before=delete)
    history, told = read(server)
    assert (len(told), history.yielded, history.expected) == (450, 450, 449)
    assert not history.complete


def test_a_window_that_never_settles_is_a_gap():
    """Counts that never agree are told of, after a few tries."""

    def grow(server, request):
        if "per_page=100" in request.url:
            server.runs.insert(0, Run(FIRST, -server.requests))

    server = RunList(clock=VirtualClock(), runs=runs_at(range(1, 350)), before=grow)
    server.links = lambda *_: ""  # only the first page is to be had
    history, _ = read(server)
    assert not history.complete
    [gap] = history.gaps
    assert gap.total > gap.shown == 100


def test_an_error_loses_nothing():
    """Iterating again goes on where it stopped."""

    def fail(server, _):
        if server.answered in {7, 8, 40}:
            raise gha.ConnectionLostError("gone")

    server = RunList(
        clock=VirtualClock(), runs=runs_at(bursty(9_000, bursts=3)), before=fail
    )

    async def main():
        told, errors = [], 0
        async with gha.Client(
            "token", transport=server, clock=server.clock, patience=gha.Patience.none()
        ) as client:
            history = client.repo("octo-org/hello").runs.history(START, END)
            while True:
                try:
                    async for run in history:
                        told.append(run.id)  # noqa: PERF401 - an error may follow
                except gha.ConnectionLostError:
                    errors += 1
                else:
                    return told, errors, history.complete

    told, errors, complete = virtual.run(main())
    assert told == ids(server)
    assert 1 <= errors <= 3
    assert complete


def test_who_was_cancelled_may_go_on():
    """A18, A22: what was being read when it was cut off is read again."""
    dice = Random(22)  # noqa: S311 - repeatable, not secret
    server = RunList(
        clock=VirtualClock(),
        runs=runs_at(bursty(5_000, bursts=3)),
        latency=lambda: dice.uniform(0.1, 1.0),
    )

    async def main():
        told, cut_off = [], 0
        async with gha.Client(
            "token", transport=server, clock=server.clock, pace=gha.Pace.off()
        ) as client:
            history = client.repo("octo-org/hello").runs.history(START, END)
            while True:
                try:
                    async with asyncio.timeout(dice.uniform(0.5, 4)):
                        async for run in history:
                            told.append(run.id)
                            await server.clock.sleep(0.01)
                except TimeoutError:
                    cut_off += 1
                else:
                    return told, cut_off, history.complete

    told, cut_off, complete = virtual.run(main())
    assert told == ids(server)
    assert cut_off >= 5
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
    """A18: each run goes to one of them, and the count is of all."""
    server = RunList(
        clock=VirtualClock(), runs=runs_at(range(3_000)), latency=lambda: 0.2
    )
    told = []

    async def main():
        async with gha.Client(
            "token", transport=server, clock=server.clock, pace=gha.Pace.off()
        ) as client:
            history = client.repo("octo-org/hello").runs.history(START, END)

            async def take():
                async for run in history:
                    told.append(run.id)
                    await server.clock.sleep(0.001)

            async with asyncio.TaskGroup() as group:
                for _ in range(5):
                    group.create_task(take())
            return history

    history = virtual.run(main())
    assert sorted(told) == ids(server)
    assert history.complete


def test_what_came_before_an_error_is_told_before_it():
    """A window that fails holds back only what comes after it."""

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
    assert reader.told == ids(server)[:900]


def test_a_server_that_ignores_created_is_found_out():
    """Otherwise every window would tell the same runs."""
    server = RunList(
        clock=VirtualClock(), runs=runs_at([5, 500_000]), heeds_created=False
    )
    reader = Reader(server)
    with pytest.raises(gha.UnexpectedAnswerError, match=r"requested runs created 2026"):
        virtual.run(reader.read(end=START + timedelta(seconds=100)))


def test_a_list_without_a_total_is_found_out():
    """Without counts nothing can be proven, so nothing is begun."""

    class Untold(RunList):
        def _answer(self, query):
            response = super()._answer(query)
            body = response.body.replace(b'"total_count":3', b'"total_count":null')
            return evolve(response, body=body)

    server = Untold(clock=VirtualClock(), runs=runs_at([1, 2, 3]))
    with pytest.raises(gha.UnexpectedAnswerError, match="total_count"):
        read(server)


def test_breaking_off_leaves_nothing_running():
    """A24: there is nothing to close."""
    server = RunList(
        clock=VirtualClock(), runs=runs_at(bursty(9_000, bursts=1)), latency=lambda: 1
    )
    reader = Reader(server)
    virtual.run(reader.read(crash_after=3))
    sent = server.requests
    assert server.in_flight == 0
    assert sent < 60


def test_the_end_is_now_unless_said():
    """Runs that start while it is read do not belong to it."""
    clock = VirtualClock()
    now = int(virtual.EPOCH)
    server = RunList(clock=clock, runs=[Run(now - 10, 1), Run(now + 100, 2)])
    start = datetime.fromtimestamp(now - 3600, UTC)
    reader = Reader(server)
    history = virtual.run(reader.read(start=start, end=None))
    assert reader.told == [1]
    assert history.complete


def test_a_span_without_seconds_has_no_runs():
    """Nothing is asked, and nothing is missing."""
    server = RunList(clock=VirtualClock(), runs=runs_at([0]))
    reader = Reader(server)
    history = virtual.run(reader.read(end=START))
    assert (reader.told, history.complete, server.requests) == ([], True, 0)


def test_filters_and_workflow_are_asked_for_in_every_window():
    """A history is of what ``list`` or ``list_for_workflow`` would list."""
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
