"""Lists in memory, in virtual time: what is asked for, when, and what is told."""

import asyncio
import gc

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import aioghactions as gha
from tests.support import virtual
from tests.support.cancel import cancel_at
from tests.support.lists import PATH, Run, RunList, numbered
from tests.support.virtual import VirtualClock

FIRST = 1_767_225_600


def server_of(count, **about):
    """Return a list of so many runs, one a second."""
    runs = [Run(FIRST + n, 1 + n) for n in range(count)]
    return RunList(clock=VirtualClock(), runs=runs, **about)


def run(server, use, **about):
    """Run ``use(runs)`` with the handle of a client; return what it returns."""

    async def main():
        async with gha.Client(
            "token",
            transport=server,
            clock=server.clock,
            **({"pace": gha.Pace.off()} | about),
        ) as client:
            return await use(client.repo("octo-org/hello").runs)

    return virtual.run(main())


def read(server, **query):
    """Return the ids that a loop is told."""

    async def use(runs):
        return [run.id async for run in runs.list(**query)]

    return run(server, use)


def newest_first(server):
    """Return all ids in the order of the list."""
    return [run.id for run in server.runs][::-1]


def test_ten_pages_take_two_round_trips():
    """All pages after the first at once: 10 pages at 200 ms take 400 ms."""
    server = server_of(1_000, latency=lambda: 0.2)

    async def use(runs):
        start = server.clock.monotonic()
        found = [run.id async for run in runs.list()]
        return found, server.clock.monotonic() - start

    found, seconds = run(server, use)
    assert found == newest_first(server)
    assert seconds == pytest.approx(0.4)
    assert (server.requests, server.most_in_flight) == (10, 9)


def test_pages_stay_within_the_gate():
    """What a client may have in flight, its lists share."""
    server = server_of(3_000, latency=lambda: 0.2)

    async def use(runs):
        return [run.id async for run in runs.list()]

    found = run(server, use, pace=gha.Pace.off(concurrency=4))
    assert found == newest_first(server)
    assert server.most_in_flight == 4


def test_a_long_list_is_read_in_steps():
    """A slow answer holds back no more than the pages of its step."""
    server = server_of(10_000, latency=lambda: 0.2)

    async def use(runs):
        start = server.clock.monotonic()
        found = [run.id async for run in runs.list()]
        return found, server.clock.monotonic() - start

    found, seconds = run(server, use)
    assert found == newest_first(server)
    assert server.requests == 100
    assert seconds <= 0.2 * (2 + 100 / 9 + 1)


@settings(max_examples=50, deadline=None)
@given(
    count=st.integers(0, 120),
    per_page=st.integers(1, 7),
    delays=st.lists(st.integers(1, 9), min_size=1, max_size=20),
)
def test_answers_in_any_order_are_told_in_order(count, per_page, delays):
    """A18: the order is GitHub's, whatever answer comes first."""
    turns = iter(delays * 1_000)
    server = server_of(count, latency=lambda: next(turns) / 10)
    assert read(server, per_page=per_page) == newest_first(server)


@settings(max_examples=50, deadline=None)
@given(
    count=st.integers(0, 60),
    per_page=st.integers(1, 7),
    arrivals=st.lists(st.integers(0, 3), max_size=40),
    delays=st.lists(st.integers(1, 9), min_size=1, max_size=20),
)
def test_runs_that_start_meanwhile_hide_nothing(count, per_page, arrivals, delays):
    """A18: each run once, although new ones push the others on at any moment."""
    turns, news = iter(delays * 1_000), iter(arrivals)

    def start(server, _):
        for _ in range(next(news, 0)):
            number = len(server.runs)
            server.runs.append(Run(FIRST + number, 1 + number))

    server = server_of(count, latency=lambda: next(turns) / 10, before=start)
    told = read(server, per_page=per_page)
    assert len(told) == len(set(told))
    assert [number for number in told if number <= count] == list(range(count, 0, -1))


def test_a_loop_may_delete_what_it_is_told():
    """A18: what is pulled back over pages that were read is looked for."""
    server = server_of(1_234)

    async def use(runs):
        told = []
        async for run in runs.list():
            told.append(run.id)
            server.runs.remove(next(it for it in server.runs if it.id == run.id))
        return told

    assert sorted(run(server, use)) == list(range(1, 1_235))
    assert server.runs == []


def test_a_body_that_is_slow_holds_back_fetching():
    """Nothing is asked for while the body of the loop runs."""
    server = server_of(5_000, latency=lambda: 0.1)
    asked = []

    async def use(runs):
        async for _ in runs.list():
            before = server.requests
            await server.clock.sleep(1)
            asked.append(server.requests - before)
            assert server.in_flight == 0
            if len(asked) == 1_500:
                break

    run(server, use)
    assert set(asked) == {0}
    assert server.requests <= 1 + 9 + 18


@pytest.mark.parametrize("after", [1, 100, 101, 150])
def test_leaving_a_loop_leaves_nothing_running(after):
    """A24: a plain break, without aclosing, and no task is left, not even a hook's."""
    server = server_of(5_000, latency=lambda: 0.1)

    async def use(runs):
        mine, count = asyncio.all_tasks(), 0
        async for _ in runs.list():
            count += 1
            if count == after:
                break
        gc.collect()
        assert asyncio.all_tasks() == mine
        sent = server.requests
        await server.clock.sleep(10)
        assert server.requests == sent
        return sent

    assert run(server, use) <= 10


def test_an_error_in_the_body_leaves_nothing_running():
    """The body's own exception comes through bare."""
    server = server_of(500, latency=lambda: 0.1)

    async def leave(runs):
        async for run in runs.list():
            if run.id < 300:
                raise KeyError

    async def use(runs):
        with pytest.raises(KeyError):
            await leave(runs)
        assert len(asyncio.all_tasks()) == 1

    run(server, use)


def test_a_timeout_amid_a_step_leaves_nothing_running():
    """A22: cancellation goes through to every request of the step."""
    server = server_of(2_000, latency=lambda: 1.0)

    async def loop(runs, told):
        async with asyncio.timeout(1.5):
            async for run in runs.list():
                told.append(run.id)

    async def use(runs):
        told = []
        with pytest.raises(TimeoutError):
            await loop(runs, told)
        assert server.in_flight == 0
        assert len(asyncio.all_tasks()) == 1
        return told

    assert len(run(server, use)) == 100


@settings(max_examples=20, deadline=None)
@given(
    count=st.integers(0, 900),
    delays=st.lists(st.floats(0.05, 0.9), min_size=1, max_size=30),
    patience=st.floats(0.2, 1.0),
)
def test_who_was_cancelled_may_go_on_with_the_loop(count, delays, patience):
    """A18, A22: a step that was cut off loses no page, and repeats no item."""
    waits = iter(())

    def latency():
        nonlocal waits
        if (wait := next(waits, None)) is None:
            waits = iter(delays)
            wait = next(waits)
        return wait

    server = server_of(count, latency=latency)

    async def use(runs):
        pages, told = runs.list(per_page=30).pages(), []
        while True:
            try:
                async with asyncio.timeout(patience):
                    told += [run.id for run in await anext(pages)]
            except TimeoutError:
                patient = await anext(pages, None)  # there is progress, now and then
                told += [run.id for run in patient or ()]
            except StopAsyncIteration:
                return told

    assert run(server, use) == newest_first(server)
    assert server.requests <= 40 * (2 + count // 30)


@pytest.mark.parametrize(
    ("count", "links", "error"),
    [
        (0, numbered, None),
        (270, numbered, None),
        (1_001, numbered, gha.ResultsCappedError),
        (270, lambda *_: "<", gha.UnexpectedAnswerError),
        (270, lambda q, n, _: circle(q, n, 0), gha.UnexpectedAnswerError),
    ],
    ids=["no item", "three pages", "capped", "a malformed link", "links in a loop"],
)
def test_cancellation_at_any_await_loses_nothing(count, links, error):
    """A18, A22: whichever await of the loop is cancelled, another loop continues."""
    server = server_of(count, links=links)

    async def append_to(found, pages):
        try:
            async for page in pages:
                found += [run.id for run in page]
        except gha.GitHubActionsError as failure:
            found.append(type(failure))

    async def use(runs):
        pager, cancelled, at = runs.list(created=CREATED, per_page=100), True, 1
        expected = []
        await append_to(expected, pager.pages())
        assert expected[-1:] == [error] if error else len(expected) == count
        while cancelled:
            pages, found = pager.pages(), []
            cancelled = await cancel_at(at, append_to(found, pages))
            await append_to(found, pages)
            assert found == expected
            at += 1
        return at

    assert run(server, use) > 3


@pytest.mark.parametrize("at_once", [2, 7])
def test_several_tasks_may_share_a_loop(at_once):
    """A18: each item goes to one of them, as from any iterator."""
    server, told = server_of(500, latency=lambda: 0.1), []

    async def use(runs):
        loop = aiter(runs.list(per_page=30))

        async def take():
            async for run in loop:
                told.append(run.id)
                await server.clock.sleep(0.01)

        async with asyncio.TaskGroup() as group:
            for _ in range(at_once):
                group.create_task(take())

    run(server, use)
    assert sorted(told, reverse=True) == newest_first(server)
    assert server.requests == 17


def test_a_failure_comes_after_the_pages_before_it():
    """What was fetched is told; then the error, once, then nothing more."""

    def fail(_, request):
        if "page=4" in request.url:
            raise gha.ConnectionLostError("gone")

    server = server_of(1_000, before=fail)

    async def take(pages, told):
        async for page in pages:
            told += page

    async def use(runs):
        pages, told = runs.list().pages(), []
        with pytest.raises(gha.ConnectionLostError):
            await take(pages, told)
        assert [page async for page in pages] == []
        return told

    told = run(server, use, patience=gha.Patience.none())
    assert [run.id for run in told] == list(range(1_000, 700, -1))


# --- the cap ----------------------------------------------------------------------


def test_a_list_that_is_cut_says_so_after_its_last_item():
    """A18: nothing is cut in silence; the error says how to see the rest."""
    server = server_of(1_500)
    told = []

    async def use(runs):
        pager = runs.list(created="2026-01-01T00:00:00Z..2026-02-01T00:00:00Z")
        async for run in pager:
            told.append(run.id)  # noqa: PERF401 - an error follows
        return pager.total

    with pytest.raises(gha.ResultsCappedError, match=r"runs\.history") as caught:
        run(server, use)
    assert told == newest_first(server)[:1_000]
    assert (caught.value.total, caught.value.yielded) == (1_500, 1_000)


CREATED = "2026-01-01T00:00:00Z..2026-02-01T00:00:00Z"


def test_a_list_that_is_cut_may_be_allowed_to_be():
    """Told otherwise, it ends quietly."""
    server = server_of(1_500)

    async def use(runs):
        pager = runs.list(created=CREATED).allow_capped()
        assert len([run async for run in pager]) == 1_000
        return pager.total

    assert run(server, use) == 1_500


@pytest.mark.parametrize("per_page", [100, 99, 7])
@pytest.mark.parametrize("count", [999, 1_000])
def test_a_list_that_just_fits_is_not_cut(count, per_page):
    """A filtered list may have a thousand results."""
    server = server_of(count)
    assert len(read(server, created=CREATED, per_page=per_page)) == count


@pytest.mark.parametrize("per_page", [100, 99, 7])
def test_a_list_that_just_does_not_fit_is_cut(per_page):
    """A18: one run too many is enough, also if the last page has room for it."""
    with pytest.raises(gha.ResultsCappedError) as caught:
        read(server_of(1_001), created=CREATED, per_page=per_page)
    assert (caught.value.total, caught.value.yielded) == (1_001, 1_000)


def test_a_list_that_outgrows_the_cap_while_it_is_read_is_cut():
    """A18: what new runs push over the edge is not lost in silence."""

    def start(server, _):
        if server.answered in {3, 5}:
            for _ in range(4):
                number = len(server.runs)
                server.runs.append(Run(FIRST + number, 1 + number))

    server = server_of(995, before=start)
    with pytest.raises(gha.ResultsCappedError) as caught:
        read(server, created=CREATED)
    assert caught.value.total == 1_003


def test_a_list_without_filters_is_not_cut():
    """GitHub caps filtered lists only."""
    assert len(read(server_of(1_500))) == 1_500


def test_a_server_without_a_cap_is_read_to_its_end():
    """Old servers show all results of a filtered list."""
    assert len(read(server_of(1_500, cap=10_000), created=CREATED)) == 1_500


def test_who_takes_no_more_than_the_cap_is_not_told():
    """A limit ends the list before GitHub does."""
    server = server_of(1_500)

    async def use(runs):
        return await runs.list(created=CREATED).collect(limit=1_000)

    assert len(run(server, use)) == 1_000


# --- first, collect, pages ----------------------------------------------------------


def test_first_asks_for_one():
    """A page of a hundred would be a waste."""
    server = server_of(500)

    async def use(runs):
        return await runs.list().first()

    assert run(server, use).id == 500
    assert server.requests == 1
    assert run(server_of(0), use) is None


@pytest.mark.parametrize(
    ("limit", "requests"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3), (5_000, 5)]
)
def test_collect_asks_for_no_more_than_it_takes(limit, requests):
    """The pages ahead end where the limit does."""
    server = server_of(500)

    async def use(runs):
        return await runs.list().collect(limit=limit)

    assert len(run(server, use)) == min(limit, 500)
    assert server.requests == requests


def test_collect_without_a_limit_takes_all():
    """And a negative limit is a mistake."""
    server = server_of(250)

    async def use(runs):
        with pytest.raises(ValueError, match="got -1"):
            await runs.list().collect(limit=-1)
        return await runs.list().collect()

    assert len(run(server, use)) == 250


def test_no_page_is_empty():
    """A list without items has no pages."""

    async def use(runs):
        return [page async for page in runs.list().pages()]

    assert run(server_of(0), use) == []
    assert [len(page) for page in run(server_of(250), use)] == [100, 100, 50]


# --- links --------------------------------------------------------------------------


def cursor(query, number, last):
    """Return the link of a list that has no numbers, but for tests' sake they are."""
    if number >= last:
        return ""
    return (
        f"<https://api.github.com{PATH}?per_page={query['per_page']}"
        f'&after=x{number}&page={number + 1}>; rel="next"'
    )


def test_links_are_followed_as_they_are():
    """Where the last page is not told, one page after the other, to the letter."""
    server = server_of(500, links=cursor)
    urls = []
    server.before = lambda _, request: urls.append(request.url)
    assert read(server) == newest_first(server)
    assert server.most_in_flight == 1
    assert [url.partition("?")[2] for url in urls[1:3]] == [
        "per_page=100&after=x1&page=2",
        "per_page=100&after=x2&page=3",
    ]
    assert PATH in urls[1]


def otherwise(query, number, last):
    """Return links to next and last that differ in more than the number."""
    if number >= last:
        return ""
    base = f"https://api.github.com{PATH}?per_page={query['per_page']}"
    return (
        f'<{base}&page={number + 1}&a=1>; rel="next", <{base}&page={last}>; rel="last"'
    )


def test_pages_are_numbered_only_where_the_links_say_so():
    """What lies between two links that differ otherwise is not known."""
    server = server_of(500, links=otherwise)
    assert read(server) == newest_first(server)
    assert server.most_in_flight == 1


def test_a_list_without_a_total_is_followed_one_by_one():
    """Without totals, nothing would tell that the list has moved."""

    class Untold(RunList):
        def _answer(self, query):
            response = super()._answer(query)
            body = response.body.replace(b'"total_count":500', b'"total_count":null')
            return evolve(response, body=body)

    runs = [Run(FIRST + n, 1 + n) for n in range(500)]
    server = Untold(clock=VirtualClock(), runs=runs)
    assert read(server) == newest_first(server)
    assert server.most_in_flight == 1


def circle(query, number, last):
    """Return a link that leads back to the second page."""
    del number, last
    return (
        f"<https://api.github.com{PATH}?per_page={query['per_page']}&page=2>; "
        'rel="next"'
    )


def test_links_in_a_circle_are_found_out():
    """A18: a list that never ends is an error, not a long list."""
    with pytest.raises(gha.UnexpectedAnswerError, match="form a loop"):
        read(server_of(500, links=circle))


@pytest.mark.parametrize(
    ("number", "link", "wrong"),
    [
        (1, '<https://elsewhere.example/runs?page=9>; rel="next"', "Link"),
        (2, '<https://api.github.com/user?page=9>; rel="next"', "Link"),
        (3, "<https://api.github.com", "Link"),
        (2, circle({"per_page": 30}, 0, 0), "form a loop"),
    ],
)
def test_what_a_page_holds_is_told_before_its_links_fail(number, link, wrong):
    """A18: nothing that has come is lost, and then it is said that more would be."""

    def links(query, asked, last):
        return link if asked == number else cursor(query, asked, last)

    server, found = server_of(150, links=links), []

    async def use(runs):
        async for page in runs.list(per_page=30).pages():
            found.extend(run.id for run in page)

    with pytest.raises(gha.UnexpectedAnswerError, match=wrong):
        run(server, use)
    assert found == newest_first(server)[: 30 * number]


def test_an_empty_page_that_leads_on_is_found_out():
    """A18: where nothing tells the end, an empty page is it, or an error."""
    server = server_of(150, links=lambda q, n, _: cursor(q, n, 99))
    with pytest.raises(gha.UnexpectedAnswerError, match="empty page"):
        read(server)


def test_a_loop_over_a_loop_goes_on():
    """What a pager gives to a loop is an iterator like any other."""
    server = server_of(3)

    async def use(runs):
        loop = aiter(runs.list())
        first = await anext(loop)
        return [first.id, *[run.id async for run in loop]]

    assert run(server, use) == [3, 2, 1]
