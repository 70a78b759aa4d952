"""Lists in memory, in virtual time: what is requested, when, and what is yielded."""

import asyncio
import gc
import json
import pickle
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from attrs import define, evolve, field
from hypothesis import given, settings, strategies as st

import aioghactions as gha
from aioghactions._core.messages import Headers, Response
from tests.support import responses, virtual
from tests.support.cancel import cancel_at
from tests.support.lists import PATH, Run, RunList, numbered
from tests.support.virtual import VirtualClock

FIRST = 1_767_225_600


def server_of(count, **about):
    """Return a list of ``count`` runs, one a second."""
    runs = [Run(FIRST + n, 1 + n) for n in range(count)]
    return RunList(clock=VirtualClock(), runs=runs, **about)


def run(server, use, **about):
    """Return the result of ``use(runs)``, called with the handle of a client."""

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
    """Return the ids that a loop yields."""

    async def use(runs):
        return [run.id async for run in runs.list(**query)]

    return run(server, use)


def newest_first(server):
    """Return all ids in the order of the list."""
    return [run.id for run in server.runs][::-1]


def test_ten_pages_take_two_round_trips():
    """The pages after the first are fetched at once: 10 pages at 200 ms take 400 ms."""
    server = server_of(1_000, latency=lambda: 0.2)

    async def use(runs):
        start = server.clock.monotonic()
        found = [run.id async for run in runs.list()]
        return found, server.clock.monotonic() - start

    found, seconds = run(server, use)
    assert found == newest_first(server)
    assert seconds == pytest.approx(0.4)
    assert (server.requests, server.most_in_flight) == (10, 9)


def test_pages_respect_the_concurrency_of_the_client():
    """The lists of a client share its permits."""
    server = server_of(3_000, latency=lambda: 0.2)

    async def use(runs):
        return [run.id async for run in runs.list()]

    found = run(server, use, pace=gha.Pace.off(concurrency=4))
    assert found == newest_first(server)
    assert server.most_in_flight == 4


def test_a_long_list_is_read_in_batches():
    """A slow response delays only the pages of its batch."""
    server = server_of(10_000, latency=lambda: 0.2)

    async def use(runs):
        start = server.clock.monotonic()
        found = [run.id async for run in runs.list()]
        return found, server.clock.monotonic() - start

    found, seconds = run(server, use)
    assert found == newest_first(server)
    assert server.requests == 100
    assert seconds <= 0.2 * (2 + 100 / 9 + 1)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(
    count=st.integers(0, 120),
    per_page=st.integers(1, 7),
    delays=st.lists(st.integers(1, 9), min_size=1, max_size=20),
)
def test_items_are_in_order_whichever_response_arrives_first(count, per_page, delays):
    """A18: the order is GitHub's."""
    remaining = iter(delays * 1_000)
    server = server_of(count, latency=lambda: next(remaining) / 10)
    assert read(server, per_page=per_page) == newest_first(server)


@settings(max_examples=50, deadline=None)
@given(
    count=st.integers(0, 60),
    per_page=st.integers(1, 7),
    arrivals=st.lists(st.integers(0, 3), max_size=40),
    delays=st.lists(st.integers(1, 9), min_size=1, max_size=20),
)
def test_runs_created_meanwhile_hide_no_other(count, per_page, arrivals, delays):
    """A18: each run once, although new ones shift the others at any time."""
    remaining, new = iter(delays * 1_000), iter(arrivals)

    def start(server, _):
        for _ in range(next(new, 0)):
            number = len(server.runs)
            server.runs.append(Run(FIRST + number, 1 + number))

    server = server_of(count, latency=lambda: next(remaining) / 10, before=start)
    found = read(server, per_page=per_page)
    assert len(found) == len(set(found))
    assert set(range(1, count + 1)) <= set(found)


def test_a_loop_may_delete_the_items_that_it_yields():
    """A18: items shifted to pages that were read before are found."""
    server = server_of(1_234)

    async def use(runs):
        found = []
        async for run in runs.list():
            found.append(run.id)
            server.runs.remove(next(it for it in server.runs if it.id == run.id))
        return found

    assert sorted(run(server, use)) == list(range(1, 1_235))
    assert server.runs == []


def test_nothing_is_sent_while_the_body_of_the_loop_runs():
    """A slow consumer delays the next requests."""
    server = server_of(5_000, latency=lambda: 0.1)
    sent = []

    async def use(runs):
        async for _ in runs.list():
            before = server.requests
            await server.clock.sleep(1)
            sent.append(server.requests - before)
            assert server.in_flight == 0
            if len(sent) == 1_500:
                break

    run(server, use)
    assert set(sent) == {0}
    assert server.requests <= 1 + 9 + 18


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 100, 101, 150])
def test_leaving_a_loop_leaves_nothing_running(after):
    """A24: after a plain break, without ``aclosing``, no task is left."""
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
    """The exception of the body is raised unchanged."""
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


def test_a_timeout_during_a_step_leaves_nothing_running():
    """A22: every request of the step is cancelled."""
    server = server_of(2_000, latency=lambda: 1.0)

    async def loop(runs, found):
        async with asyncio.timeout(1.5):
            async for run in runs.list():
                found.append(run.id)

    async def use(runs):
        found = []
        with pytest.raises(TimeoutError):
            await loop(runs, found)
        assert server.in_flight == 0
        assert len(asyncio.all_tasks()) == 1
        return found

    assert len(run(server, use)) == 100


@settings(max_examples=20, deadline=None)
@given(
    count=st.integers(0, 900),
    delays=st.lists(st.floats(0.05, 0.9), min_size=1, max_size=30),
    patience=st.floats(0.2, 1.0),
)
def test_a_loop_can_continue_after_timeouts(count, delays, patience):
    """A18, A22: a cancelled step loses no page and repeats no item."""
    waits = iter(())

    def latency():
        nonlocal waits
        if (wait := next(waits, None)) is None:
            waits = iter(delays)
            wait = next(waits)
        return wait

    server = server_of(count, latency=latency)

    async def use(runs):
        pages, found = runs.list(per_page=30).pages(), []
        while True:
            try:
                async with asyncio.timeout(patience):
                    found += [run.id for run in await anext(pages)]
            except TimeoutError:
                page = await anext(pages, None)  # without a timeout, to make progress
                found += [run.id for run in page or ()]
            except StopAsyncIteration:
                return found

    assert run(server, use) == newest_first(server)
    assert server.requests <= 40 * (2 + count // 30)


@pytest.mark.parametrize(
    ("count", "links", "error"),
    [
        (0, numbered, None),
        (270, numbered, None),
        (1_001, numbered, gha.ResultsCappedError),
        (270, lambda *_: "<", gha.UnexpectedAnswerError),
        (270, lambda q, n, _: loop_to_page_2(q, n, 0), gha.UnexpectedAnswerError),
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


@pytest.mark.parametrize("tasks", [2, 7])
def test_several_tasks_may_share_an_iterator(tasks):
    """A18: each item goes to one of them."""
    server, found = server_of(500, latency=lambda: 0.1), []

    async def use(runs):
        iterator = aiter(runs.list(per_page=30))

        async def consume():
            async for run in iterator:
                found.append(run.id)
                await server.clock.sleep(0.01)

        async with asyncio.TaskGroup() as group:
            for _ in range(tasks):
                group.create_task(consume())

    run(server, use)
    assert sorted(found, reverse=True) == newest_first(server)
    assert server.requests == 17


def test_an_error_is_raised_after_the_pages_before_it():
    """It is raised once; after it, the loop has ended."""

    def fail(_, request):
        if "page=4" in request.url:
            raise gha.ConnectionLostError("gone")

    server = server_of(1_000, before=fail)

    async def consume(pages, found):
        async for page in pages:
            found += page

    async def use(runs):
        pages, found = runs.list().pages(), []
        with pytest.raises(gha.ConnectionLostError):
            await consume(pages, found)
        assert [page async for page in pages] == []
        return found

    found = run(server, use, patience=gha.Patience.none())
    assert [run.id for run in found] == list(range(1_000, 700, -1))


# --- the cap ----------------------------------------------------------------------


CREATED = "2026-01-01T00:00:00Z..2026-02-01T00:00:00Z"


def test_a_capped_list_raises_an_error_after_its_last_item():
    """A18: the error says how to read the rest."""
    server = server_of(1_500)
    found = []

    async def use(runs):
        pager = runs.list(created=CREATED)
        async for run in pager:
            found.append(run.id)  # noqa: PERF401 - an error follows
        return pager.total

    with pytest.raises(gha.ResultsCappedError, match=r"runs\.history") as caught:
        run(server, use)
    assert found == newest_first(server)[:1_000]
    assert (caught.value.total, caught.value.yielded) == (1_500, 1_000)


def test_allow_capped_ends_a_capped_list_without_an_error():
    """``total`` still counts all results."""
    server = server_of(1_500)

    async def use(runs):
        pager = runs.list(created=CREATED).allow_capped()
        assert len([run async for run in pager]) == 1_000
        return pager.total

    assert run(server, use) == 1_500


@pytest.mark.parametrize("per_page", [100, 99, 7])
@pytest.mark.parametrize("count", [999, 1_000])
def test_a_list_of_up_to_1000_results_is_not_capped(count, per_page):
    """No error is raised, whatever the page size."""
    server = server_of(count)
    assert len(read(server, created=CREATED, per_page=per_page)) == count


@pytest.mark.parametrize("per_page", [100, 99, 7])
def test_a_list_of_1001_results_is_capped(per_page):
    """A18: also if the last page has room for one more item."""
    with pytest.raises(gha.ResultsCappedError) as caught:
        read(server_of(1_001), created=CREATED, per_page=per_page)
    assert (caught.value.total, caught.value.yielded) == (1_001, 1_000)


def test_a_list_that_exceeds_the_cap_while_it_is_read_is_capped():
    """A18: items shifted beyond the cap are not lost silently."""

    def start(server, _):
        if server.answered in {3, 5}:
            for _ in range(4):
                number = len(server.runs)
                server.runs.append(Run(FIRST + number, 1 + number))

    server = server_of(995, before=start)
    with pytest.raises(gha.ResultsCappedError) as caught:
        read(server, created=CREATED)
    assert caught.value.total == 1_003


def test_a_list_without_filters_is_not_capped():
    """GitHub caps filtered lists only."""
    assert len(read(server_of(1_500))) == 1_500


def test_a_list_of_a_server_without_a_cap_is_read_completely():
    """Old servers return all results of a filtered list."""
    assert len(read(server_of(1_500, cap=10_000), created=CREATED)) == 1_500


def test_a_limit_of_1000_raises_no_cap_error():
    """The limit ends the list before the cap does."""
    server = server_of(1_500)

    async def use(runs):
        return await runs.list(created=CREATED).collect(limit=1_000)

    assert len(run(server, use)) == 1_000


# --- first, collect, pages ----------------------------------------------------------


def test_first_sends_one_request():
    """For one item; it returns None if the list is empty."""
    server = server_of(500)

    async def use(runs):
        return await runs.list().first()

    assert run(server, use).id == 500
    assert server.requests == 1
    assert run(server_of(0), use) is None


@pytest.mark.parametrize(
    ("limit", "requests"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3), (5_000, 5)]
)
def test_collect_fetches_no_page_beyond_its_limit(limit, requests):
    """A batch of pages ends at the limit."""
    server = server_of(500)

    async def use(runs):
        return await runs.list().collect(limit=limit)

    assert len(run(server, use)) == min(limit, 500)
    assert server.requests == requests


def test_collect_without_a_limit_returns_all_items():
    """A negative limit is rejected."""
    server = server_of(250)

    async def use(runs):
        with pytest.raises(ValueError, match="got -1"):
            await runs.list().collect(limit=-1)
        return await runs.list().collect()

    assert len(run(server, use)) == 250


def test_no_page_is_empty():
    """An empty list has no pages."""

    async def use(runs):
        return [page async for page in runs.list().pages()]

    assert run(server_of(0), use) == []
    assert [len(page) for page in run(server_of(250), use)] == [100, 100, 50]


# --- links --------------------------------------------------------------------------


def cursor(query, number, last):
    """Return a link that differs from the other pages in more than the number."""
    if number >= last:
        return ""
    return (
        f"<https://api.github.com{PATH}?per_page={query['per_page']}"
        f'&after=x{number}&page={number + 1}>; rel="next"'
    )


def test_links_without_a_last_page_are_followed_one_by_one():
    """Their URLs are requested unchanged."""
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


def differing(query, number, last):
    """Return links to next and last that differ in more than the number."""
    if number >= last:
        return ""
    base = f"https://api.github.com{PATH}?per_page={query['per_page']}"
    return (
        f'<{base}&page={number + 1}&a=1>; rel="next", <{base}&page={last}>; rel="last"'
    )


def test_page_numbers_are_used_only_if_the_links_differ_in_nothing_else():
    """Otherwise the URLs of the pages between next and last are not known."""
    server = server_of(500, links=differing)
    assert read(server) == newest_first(server)
    assert server.most_in_flight == 1


@pytest.mark.parametrize("parameter", ["page=0", "page=1&page="])
def test_unclear_page_numbers_are_followed_one_by_one(parameter):
    """A leading zero, or the parameter given twice."""

    def links(query, number, last):
        if number >= last:
            return ""
        url = f"https://api.github.com{PATH}?per_page={query['per_page']}&{parameter}"
        return f'<{url}{number + 1}>; rel="next", <{url}{last}>; rel="last"'

    server = server_of(500, links=links)
    assert read(server) == newest_first(server)
    assert server.most_in_flight == 1


def test_a_list_without_a_total_is_followed_one_by_one():
    """Without totals, shifted items would not be noticed."""

    class Uncounted(RunList):
        def _answer(self, query):
            response = super()._answer(query)
            body = response.body.replace(b'"total_count":500', b'"total_count":null')
            return evolve(response, body=body)

    runs = [Run(FIRST + n, 1 + n) for n in range(500)]
    server = Uncounted(clock=VirtualClock(), runs=runs)
    assert read(server) == newest_first(server)
    assert server.most_in_flight == 1


def loop_to_page_2(query, number, last):
    """Return a link to the second page, on every page."""
    del number, last
    return (
        f"<https://api.github.com{PATH}?per_page={query['per_page']}&page=2>; "
        'rel="next"'
    )


def test_links_that_form_a_loop_are_an_error():
    """A18: the list would never end."""
    with pytest.raises(gha.UnexpectedAnswerError, match="form a loop"):
        read(server_of(500, links=loop_to_page_2))


@pytest.mark.parametrize(
    ("number", "link", "message"),
    [
        (1, '<https://elsewhere.example/runs?page=9>; rel="next"', "Link"),
        (2, '<https://api.github.com/user?page=9>; rel="next"', "Link"),
        (3, "<https://api.github.com", "Link"),
        (2, loop_to_page_2({"per_page": 30}, 0, 0), "form a loop"),
    ],
)
def test_the_items_of_a_page_are_yielded_before_the_error_in_its_links(
    number, link, message
):
    """A18: no received item is lost."""

    def links(query, requested, last):
        return link if requested == number else cursor(query, requested, last)

    server, found = server_of(150, links=links), []

    async def use(runs):
        async for page in runs.list(per_page=30).pages():
            found.extend(run.id for run in page)

    with pytest.raises(gha.UnexpectedAnswerError, match=message):
        run(server, use)
    assert found == newest_first(server)[: 30 * number]


def test_links_that_lead_on_from_empty_pages_are_an_error():
    """A18: following them might never end."""
    server = server_of(150, links=lambda q, n, _: cursor(q, n, 99))
    with pytest.raises(gha.UnexpectedAnswerError, match="pages have no new item"):
        read(server)
    assert server.requests <= 2 * 2 + 2


def test_iterating_over_an_iterator_continues():
    """``aiter`` of a pager returns an iterator, whose ``aiter`` returns itself."""
    server = server_of(3)

    async def use(runs):
        iterator = aiter(runs.list())
        first = await anext(iterator)
        return [first.id, *[run.id async for run in iterator]]

    assert run(server, use) == [3, 2, 1]


@pytest.mark.parametrize("identity", [b"[]", b"[1]", b'{"a":1}'])
def test_an_item_whose_id_is_no_key_is_an_error(identity):
    """Such an id is the library's own error, not a TypeError."""

    class Malformed(RunList):
        def _answer(self, query):
            response = super()._answer(query)
            body = response.body.replace(b'"id": 2,', b'"id": ' + identity + b",")
            assert body != response.body
            return evolve(response, body=body)

    server = Malformed(
        clock=VirtualClock(), runs=[Run(FIRST + n, 1 + n) for n in range(3)]
    )
    with pytest.raises(gha.UnexpectedAnswerError):
        read(server)


def test_an_error_of_collect_carries_the_items_before_it():
    """F7: the cap is met after 1,000 items, which were paid for."""
    server = server_of(1_001)

    async def use(runs):
        with pytest.raises(gha.ResultsCappedError) as caught:
            await runs.list(created=CREATED).collect()
        return [run.id for run in caught.value.collected]

    assert run(server, use) == newest_first(server)[:1_000]


def test_an_error_on_a_later_page_carries_the_items_before_it():
    """F7: whichever error ends ``collect()``; a pickle of it is without them."""

    def fail(_, request):
        if "page=3" in request.url:
            raise gha.ConnectionLostError("gone")

    server = server_of(300, before=fail)

    async def use(runs):
        with pytest.raises(gha.ConnectionLostError) as caught:
            await runs.list().collect()
        return caught.value

    error = run(server, use, patience=gha.Patience.none())
    assert [run.id for run in error.collected] == newest_first(server)[:200]
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own error
    assert copy.collected == ()


# --- lists that move --------------------------------------------------------------


def pager_of(server, *, patience=None, **query):
    """Read a list to its end; return the pager and the ids."""

    async def use(runs):
        pager = runs.list(**query)
        return pager, [run.id async for run in pager]

    return run(server, use, patience=patience or gha.Patience())


EDITS = {
    "end": lambda server, _: server.runs.pop(0),
    "front": lambda server, _: server.runs.pop(),
    "anywhere": lambda server, _: server.runs.pop(server.requests * 37 % 1_100),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_one_run_leaves_before_each_request(edit):
    """F1: at most one page is read again for each page of the list."""
    server = server_of(1_200, before=edit)
    pager, found = pager_of(server)
    assert {run.id for run in server.runs} <= set(found)
    assert len(found) == len(set(found))
    assert server.requests <= 2 * 12 + 2
    assert pager.complete


@pytest.mark.parametrize("at", [1, 2, 6, 12])
def test_a_fall_of_less_than_a_page_costs_one_request(at):
    """F1: the page before the fall is read again."""

    def leave(server, _):
        if server.answered == at:
            server.runs.pop()

    server = server_of(1_200, before=leave)
    pager, found = pager_of(server)
    assert {run.id for run in server.runs} <= set(found)
    assert pager.complete
    assert server.requests <= 13


class Recounted(RunList):
    """A list whose total is not the number of its runs."""

    def total(self):
        """Return the total of the next answer."""
        return 1_200 - self.answered % 2

    def _answer(self, query):
        response = super()._answer(query)
        real = f'"total_count":{len(self.runs)},'.encode()
        body = response.body.replace(real, f'"total_count":{self.total()},'.encode())
        return evolve(response, body=body)


def test_replicas_that_count_differently(caplog):
    """F1: the list ends, and one log line says that it may be incomplete."""
    runs = [Run(FIRST + n, 1 + n) for n in range(1_200)]
    server = Recounted(clock=VirtualClock(), runs=runs)
    pager, found = pager_of(server)
    assert found == newest_first(server)
    assert server.requests <= 2 * 12 + 2
    assert not pager.complete
    assert "faster" in pager.incomplete_reason
    [line] = [it for it in caplog.records if it.levelname == "WARNING"]
    assert line.getMessage() == (
        f"list-workflow-runs-for-repo may be incomplete: {pager.incomplete_reason}"
    )


@define(eq=False, kw_only=True)
class Hiding(RunList):
    """A list that hides runs of one page.

    Args:
        hides: Returns whether to hide the run at an index of a page, by the number of
            the page and how often it was requested.
    """

    hides: Callable[[int, int, int], bool]
    asked: Counter = field(factory=Counter)

    def _answer(self, query):
        number = int(query.get("page", "1"))
        self.asked[number] += 1
        response = super()._answer(query)
        body = json.loads(response.body)
        body["workflow_runs"] = [
            run
            for index, run in enumerate(body["workflow_runs"])
            if not self.hides(number, index, self.asked[number])
        ]
        return evolve(response, body=json.dumps(body).encode())


def hiding(hides, **about):
    """Return a list of 25 runs, some of them hidden."""
    runs = [Run(FIRST + n, 1 + n) for n in range(25)]
    return Hiding(clock=VirtualClock(), runs=runs, hides=hides, **about)


@pytest.mark.parametrize("links", [numbered, lambda *_: ""], ids=["links", "no links"])
def test_an_empty_page_is_requested_once_more(links):
    """F2: with links, or if only the total says that more follows."""
    server = hiding(lambda number, _, asked: number == 2 and asked == 1, links=links)
    pager, found = pager_of(server, per_page=10)
    assert sorted(found, reverse=True) == newest_first(server)
    assert pager.complete
    assert server.asked == {1: 1, 2: 2, 3: 1}


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_that_stays_empty_is_reported(number):
    """F2: the pages after it are read nevertheless."""
    server = hiding(lambda page, *_: page == number)
    pager, found = pager_of(server, per_page=10)
    assert len(found) == 15
    assert pager.incomplete_reason == "GitHub counts 25 items and returned 15"
    assert server.asked == {1: 1, 2: 1, 3: 1} | {number: 2}


@pytest.mark.parametrize("per_page", [10, 100])
def test_missing_items_are_reported(per_page):
    """F2: also on the only page, which is requested once."""
    server = hiding(lambda _, index, __: index == 4)
    pager, found = pager_of(server, per_page=per_page)
    assert len(found) == (22 if per_page == 10 else 24)
    assert pager.incomplete_reason.startswith("GitHub counts 25 items and returned 2")
    assert server.requests == (3 if per_page == 10 else 1)


@pytest.mark.parametrize(("count", "requests"), [(144, 2), (1_200, 12), (100, 1)])
def test_a_list_without_links_goes_on_by_number(count, requests):
    """F3: as long as the total says that there is more."""
    server = server_of(count, links=lambda *_: "")
    pager, found = pager_of(server)
    assert found == newest_first(server)
    assert pager.complete
    assert server.requests == requests


def test_a_server_with_smaller_pages_and_without_links():
    """F3: the size of its pages is that of the first one."""
    server = server_of(144, links=lambda *_: "", largest_page=30)
    pager, found = pager_of(server)
    assert found == newest_first(server)
    assert pager.complete


def test_a_server_with_smaller_pages():
    """The links give the number of pages, and so their size."""
    server = server_of(1_000, largest_page=30)
    pager, found = pager_of(server)
    assert found == newest_first(server)
    assert pager.complete


def test_a_link_that_is_missing_once_does_not_end_the_list():
    """F3: the page after it has a number."""
    server = server_of(500, links=lambda q, n, last: numbered(q, n, last) * (n != 3))
    pager, found = pager_of(server)
    assert found == newest_first(server)
    assert pager.complete


@pytest.mark.parametrize("status", [404, 422])
def test_a_rejected_page_after_the_last_link_ends_the_list(status):
    """F3: only the total says that there is such a page."""

    class Rejecting(Recounted):
        def total(self):
            return 201

        async def exchange(self, request, timeouts):
            response = await super().exchange(request, timeouts)
            if "page=3" in request.url:
                return evolve(response, status=status, body=b"{}")
            return response

    runs = [Run(FIRST + n, 1 + n) for n in range(200)]
    server = Rejecting(clock=VirtualClock(), runs=runs)
    pager, found = pager_of(server)
    assert found == newest_first(server)
    assert pager.incomplete_reason == "GitHub counts 201 items and returned 200"


def ever_new(query, number, last):
    """Return a link that no page before it contained."""
    del last
    return (
        f"<https://api.github.com{PATH}?per_page={query['per_page']}"
        f'&page=1&after=x{number}{query.get("after", "")}>; rel="next"'
    )


def ever_further(query, number, last):
    """Return links to the next page, and to a last page far behind."""
    return numbered(query, number, number + 50 + last)


@pytest.mark.parametrize("links", [ever_new, ever_further])
def test_links_that_never_end_are_an_error(links):
    """F4: after a bounded number of pages without a new item."""

    class Repeating(RunList):
        def _answer(self, query):
            number = int(query.get("page", "1"))
            response = super()._answer(query | {"page": "1"})
            return evolve(
                response, headers=Headers({"link": self.links(query, number, 1)})
            )

    runs = [Run(FIRST, 1), Run(FIRST, 2)]
    server = Repeating(clock=VirtualClock(), runs=runs, links=links)
    with pytest.raises(gha.UnexpectedAnswerError, match="lead on"):
        read(server)
    assert server.requests <= 10


def test_a_list_that_grows_by_a_page_at_every_request_ends():
    """F1: it grows faster than it can be read, and says so."""

    def grow(server, _):
        count = len(server.runs)
        server.runs.extend(Run(FIRST + n, 1 + n) for n in range(count, count + 10))

    server = server_of(30, before=grow)
    pager, found = pager_of(server, per_page=10)
    assert len(found) == len(set(found))
    assert not pager.complete
    assert server.requests <= 2 * len(server.runs) // 10 + 2


# --- page sizes -------------------------------------------------------------------


@define(eq=False, kw_only=True)
class Heavy(RunList):
    """A list that cannot bear large pages.

    Args:
        bears: Largest page.
        first: The first page that it cannot bear.
        failure: Returns a response, or raises an error.
    """

    bears: int
    first: int = 1
    failure: Callable[[], Response] = lambda: responses.text_response(502, b"<html>")
    sizes: list[int] = field(factory=list)

    async def exchange(self, request, timeouts):
        query = dict(parse_qsl(urlsplit(request.url).query))
        self.sizes.append(int(query["per_page"]))
        number = int(query.get("page", "1"))
        if self.sizes[-1] > self.bears and number >= self.first:
            self.requests += 1
            return self.failure()
        return await super().exchange(request, timeouts)


def time_out():
    """Fail as an attempt that took too long."""
    raise gha.RequestTimeoutError("too slow")


def heavy(count, **about):
    """Return a list of ``count`` runs that bears smaller pages."""
    runs = [Run(FIRST + n, 1 + n) for n in range(count)]
    return Heavy(clock=VirtualClock(), runs=runs, **about)


@pytest.mark.parametrize("links", [numbered, cursor, lambda *_: ""])
@pytest.mark.parametrize(
    "failure", [lambda: responses.text_response(502, b"<html>"), time_out]
)
@pytest.mark.parametrize(("bears", "first"), [(30, 1), (30, 3), (10, 2), (60, 5)])
def test_a_page_that_fails_repeatedly_is_read_in_smaller_ones(
    bears, first, failure, links
):
    """F5: each run once, from where the list was."""
    server = heavy(500, bears=bears, first=first, failure=failure, links=links)
    pager, found = pager_of(server)
    if links is not cursor:  # a made-up cursor is a page number
        assert found == newest_first(server)
        assert pager.complete
    assert len(found) == len(set(found))
    assert sorted({*server.sizes}, reverse=True)[:2] == [100, 50]
    assert min(server.sizes) >= bears // 2


def test_a_list_that_bears_no_page_size_fails():
    """F5: after the smallest size, and without losing what it had."""
    server = heavy(500, bears=1, first=2)
    found = []

    async def use(runs):
        async for run in runs.list():
            found.append(run.id)  # noqa: PERF401 - an error follows

    with pytest.raises(gha.ServerError):
        run(server, use)
    assert found[:100] == newest_first(server)[:100]
    assert min(server.sizes) == 10


@pytest.mark.parametrize("patience", [gha.Patience(), gha.Patience.none()])
def test_an_error_of_a_heavy_page_carries_the_items_before_it(patience):
    """F5, F7: a 5xx response loses nothing, in whichever page size it was last sent."""
    server = heavy(500, bears=1, first=2)

    async def use(runs):
        with pytest.raises(gha.ServerError) as caught:
            await runs.list().collect()
        return caught.value

    error = run(server, use, patience=patience)
    assert [run.id for run in error.collected] == newest_first(server)[:100]
    assert "smaller per_page" not in str(getattr(error, "__notes__", ""))


@pytest.mark.parametrize("per_page", [5, 10])
def test_a_small_page_that_fails_is_not_read_in_smaller_ones(per_page):
    """F5: 10 items are no heavy page."""
    server = heavy(50, bears=1)
    with pytest.raises(gha.ServerError):
        read(server, per_page=per_page)
    assert set(server.sizes) == {per_page}


def test_a_client_without_retries_reads_no_smaller_pages():
    """F5: one failure is not a repeated one."""
    server = heavy(50, bears=1)
    with pytest.raises(gha.ServerError):
        pager_of(server, patience=gha.Patience.none())
    assert server.requests == 1


def test_a_history_keeps_the_smaller_page_size():
    """F5: its next windows do not fail again."""
    server = heavy(3_000, bears=60)

    async def use(runs):
        start = datetime.fromtimestamp(FIRST, UTC)
        history = runs.history(start, start + timedelta(seconds=3_000))
        return [run.id async for run in history], history.complete

    found, complete = run(server, use)
    assert found == newest_first(server)[::-1]
    assert complete
    failed = [at for at, size in enumerate(server.sizes) if size == 100]
    assert len(failed) < len(server.sizes) / 2


# --- counts -----------------------------------------------------------------------


def test_count_sends_one_request_for_one_item():
    """``total`` is known after ``count()``, and after ``first()``."""
    server = server_of(1_500)

    async def use(runs):
        pager = runs.list(created=CREATED)
        counted = await pager.count(), pager.total
        other = runs.list()
        await other.first()
        return counted, other.total

    assert run(server, use) == ((1_500, 1_500), 1_500)
    assert server.requests == 2
    assert run(server_of(0), lambda runs: runs.list().count()) == 0


@pytest.mark.parametrize("total", ["null", "-1", '"12"'])
def test_count_reads_the_list_if_there_is_no_total(total):
    """It is then not shown that nothing moved."""

    class Uncounted(Recounted):
        def total(self):
            return total

    runs = [Run(FIRST + n, 1 + n) for n in range(250)]
    server = Uncounted(clock=VirtualClock(), runs=runs)

    async def use(runs):
        pager = runs.list()
        return await pager.count(), pager.complete, pager.incomplete_reason

    counted, complete, reason = run(server, use)
    assert (counted, complete) == (250, False)
    assert reason == "no total shows whether items moved between the pages"


def test_a_loop_that_is_left_is_not_complete(caplog):
    """And it is not logged; nor is a cap that was accepted."""
    server = server_of(1_500)

    async def use(runs):
        pager = runs.list(branch="main").allow_capped()
        assert not pager.complete
        reasons = [pager.incomplete_reason]
        await pager.collect(limit=5)
        reasons.append(pager.incomplete_reason)
        await pager.collect()
        return [*reasons, pager.incomplete_reason]

    unfinished = "the list was not read to its end"
    assert run(server, use) == [
        unfinished,
        unfinished,
        "only the newest 1000 of 1500 items are returned",
    ]
    assert [it for it in caplog.records if it.levelname == "WARNING"] == []


@pytest.mark.parametrize("name", ["actor", "branch", "event", "head_sha", "status"])
def test_every_filter_caps_a_list(name):
    """Not only ``created``."""
    value = {"status": "failure", "head_sha": "a" * 40}.get(name, "x")
    with pytest.raises(gha.ResultsCappedError):
        read(server_of(1_001), **{name: value})
