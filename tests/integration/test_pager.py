"""Lists of more than one page, read from a real server."""

import asyncio

import pytest

import aioghactions as gha
from tests.support.turns import turns

LIST = "list-workflow-runs-for-repo"


@pytest.fixture
def repo(fake_github):
    """Return an empty repository."""
    return fake_github.add_repo("octo-org/hello")


@pytest.fixture
def runs(repo, github_client):
    """Return the handle on the repository's runs."""
    return github_client.repo(repo.full_name).runs


def add_runs(repo, number):
    """Add runs; return their ids in the order in which GitHub lists them."""
    start = repo.world.now() - number
    ids = [repo.add_run(created_at=start + second).id for second in range(number)]
    return ids[::-1]


async def read(pager, seen):
    """Append the ids that a pager yields to ``seen``."""
    async for run in pager:
        seen.append(run.id)


def requested_pages(github):
    """Return the numbers of the requested pages, sorted."""
    assert {request.operation for request in github.requests} <= {LIST}
    return sorted(int(dict(r.query).get("page", 1)) for r in github.requests)


async def test_every_item_is_yielded_once_and_in_order(fake_github, repo, runs):
    """A18: from all pages, of a hundred items each."""
    ids = add_runs(repo, 250)
    assert [run.id async for run in runs.list()] == ids
    assert requested_pages(fake_github) == [1, 2, 3]
    assert {dict(request.query)["per_page"] for request in fake_github.requests} == {
        "100"
    }


async def test_filters_apply_to_every_page(fake_github, repo, runs):
    """Each request contains them."""
    ids = add_runs(repo, 5)
    found = runs.list(branch="main", created=">=2020-01-01", per_page=2)
    assert [run.id async for run in found] == ids
    for request in fake_github.requests:
        query = dict(request.query)
        assert (query["branch"], query["created"]) == ("main", ">=2020-01-01")


async def test_pages_yields_tuples_of_models(repo, runs):
    """One for each page."""
    ids = add_runs(repo, 5)
    pages = [page async for page in runs.list(per_page=2).pages()]
    assert [[run.id for run in page] for page in pages] == [ids[:2], ids[2:4], ids[4:]]
    assert {type(page) for page in pages} == {tuple}


async def test_a_pager_cannot_be_awaited(runs):
    """A list may be long: ``first`` and ``collect`` say how much of it is wanted."""
    with pytest.raises(TypeError, match="Pager"):
        await runs.list()


async def test_first_sends_one_request(fake_github, repo, runs):
    """``first`` returns the newest run."""
    ids = add_runs(repo, 3)
    assert (await runs.list(per_page=1).first()).id == ids[0]
    assert requested_pages(fake_github) == [1]


async def test_an_empty_list_is_empty(fake_github, runs):
    """It has no items, no first item, a total of 0, and no second page."""
    pager = runs.list()
    assert await pager.first() is None
    assert await pager.collect() == []
    assert [page async for page in pager.pages()] == []
    assert pager.total == 0
    assert requested_pages(fake_github) == [1, 1, 1]


@pytest.mark.parametrize(
    ("limit", "pages"), [(None, 3), (0, 0), (1, 1), (2, 1), (3, 2), (99, 3)]
)
async def test_collect_fetches_no_more_than_it_returns(
    limit, pages, fake_github, repo, runs
):
    """``limit`` counts items; pages beyond it are not fetched."""
    ids = add_runs(repo, 5)
    found = await runs.list(per_page=2).collect(limit=limit)
    assert [run.id for run in found] == ids[:limit]
    assert len(fake_github.requests) == pages


async def test_a_negative_limit_is_rejected(fake_github, runs):
    """It would silently drop the last items."""
    with pytest.raises(ValueError, match="limit must not be negative, got -1"):
        await runs.list().collect(limit=-1)
    assert fake_github.requests == []


async def test_the_total_is_known_with_the_first_page(repo, runs):
    """``total`` is None before the first page, then GitHub's count."""
    add_runs(repo, 5)
    pager = runs.list(per_page=2)
    assert pager.total is None
    totals = [pager.total async for _ in pager]
    assert totals == [5] * 5


async def test_a_page_is_requested_when_its_items_are_needed(fake_github, repo, runs):
    """Creating a pager sends nothing."""
    add_runs(repo, 4)
    pager = runs.list(per_page=2)
    assert fake_github.requests == []
    sent = [len(fake_github.requests) async for _ in pager]
    assert sent == [1, 1, 2, 2]


async def test_each_loop_starts_at_the_first_page(repo, runs):
    """A second loop over a pager yields the current items."""
    pager = runs.list(per_page=2)
    first = add_runs(repo, 3)
    assert [run.id async for run in pager] == first
    newest = repo.add_run().id
    assert [run.id async for run in pager] == [newest, *first]


async def test_concurrent_loops_over_a_pager_are_independent(repo, runs):
    """Each yields every item."""
    ids = add_runs(repo, 5)
    pager, seen = runs.list(per_page=2), [[], [], []]
    async with asyncio.TaskGroup() as group:
        for ids_seen in seen:
            group.create_task(read(pager, ids_seen))
    assert seen == [ids] * 3


async def test_the_repr_of_a_pager_shows_its_request(runs):
    """With the filters and the page size."""
    assert repr(runs.list(status="failure")) == (
        "<Pager GET /repos/octo-org/hello/actions/runs?status=failure&per_page=100>"
    )


def tasks():
    """Return the tasks of the client, without those of the server's connections."""
    every = asyncio.all_tasks()
    return {task for task in every if "RequestHandler" not in repr(task)}


async def test_leaving_a_loop_leaves_no_task_running(fake_github, repo, runs):
    """After a break no more pages are fetched."""
    ids = add_runs(repo, 60)
    before = tasks()
    async for run in runs.list(per_page=2):
        if run.id == ids[2]:
            break
    fetched = len(fake_github.requests)
    await turns(8)
    assert tasks() == before
    assert len(fake_github.requests) == fetched < 30


async def test_no_permit_is_held_while_the_body_runs(fake_github, repo, instant_clock):
    """With a concurrency of 1, the body of a loop can still send requests."""
    ids = add_runs(repo, 3)
    async with gha.Client(
        fake_github.token,
        base_url=fake_github.url,
        clock=instant_clock,
        pace=gha.Pace.off(concurrency=1),
    ) as client:
        handle = client.repo("octo-org/hello").runs
        async for run in handle.list(per_page=1):
            assert (await handle.get(run.id)).id == ids.pop(0)
    assert ids == []


async def test_an_error_on_a_later_page_is_raised_after_the_items_before(
    fake_github, repo, runs
):
    """The error names the operation."""
    ids = add_runs(repo, 5)
    fake_github.fail(LIST, after=1, status=404, message="Not Found")
    seen = []
    with pytest.raises(gha.NotFoundError, match=f"^{LIST} /.+: 404 Not"):
        await read(runs.list(per_page=2), seen)
    assert seen == ids[:2]


INVALID = {
    "another host": (
        "{stranger}/repositories/1/actions/runs?page=2",
        "outside the API",
    ),
    "another port": (
        "http://127.0.0.1:9/repositories/1/actions/runs?page=2",
        "outside",
    ),
    "another list": (
        "{api}/repositories/1/actions/artifacts?page=2",
        "not of the same list",
    ),
    "an operation": (
        "{api}/repositories/1/actions/runs/1/jobs?page=2",
        "not of the same list",
    ),
    "no address": ("/repositories/1/actions/runs?page=2", "must start with https"),
}


@pytest.mark.parametrize("invalid", INVALID.values(), ids=INVALID.keys())
async def test_a_next_link_to_another_host_or_list_is_an_error(
    invalid, start_github, fake_github, repo, runs
):
    """S1: the token is sent to no other host, and the list does not silently end."""
    target, reason = invalid
    add_runs(repo, 3)
    stranger = await start_github()
    url = target.format(stranger=stranger.url, api=fake_github.url)
    fake_github.fail(LIST, headers={"Link": f'<{url}>; rel="next"'})
    with pytest.raises(gha.UnexpectedAnswerError, match=reason) as caught:
        await runs.list(per_page=2).collect()
    assert stranger.requests == []
    assert len(fake_github.requests) == 1
    assert not caught.value.outcome_unknown
    assert fake_github.token not in str(caught.value)
