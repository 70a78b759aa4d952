"""Lists that are longer than a page, read from a real server."""

import asyncio

import pytest

import aioghactions as gha
from tests.support.turns import turns

LIST = "list-workflow-runs-for-repo"


@pytest.fixture
def repo(fake_github):
    """Return a repository that holds nothing yet."""
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
    """Loop over a pager; put the ids that came into ``seen``."""
    async for run in pager:
        seen.append(run.id)


def pages_asked_for(github):
    """Return the number of each page that was asked for, in order."""
    assert {request.operation for request in github.requests} <= {LIST}
    return sorted(int(dict(r.query).get("page", 1)) for r in github.requests)


async def test_every_item_comes_once_and_in_order(fake_github, repo, runs):
    """A18: all pages, a hundred items each, first to last."""
    ids = add_runs(repo, 250)
    assert [run.id async for run in runs.list()] == ids
    assert pages_asked_for(fake_github) == [1, 2, 3]
    assert {dict(request.query)["per_page"] for request in fake_github.requests} == {
        "100"
    }


async def test_filters_stay_on_every_page(fake_github, repo, runs):
    """A page's neighbour is another page of the same question."""
    ids = add_runs(repo, 5)
    found = runs.list(branch="main", created=">=2020-01-01", per_page=2)
    assert [run.id async for run in found] == ids
    for request in fake_github.requests:
        query = dict(request.query)
        assert (query["branch"], query["created"]) == ("main", ">=2020-01-01")


async def test_pages_come_one_by_one(repo, runs):
    """``pages`` yields tuples of models."""
    ids = add_runs(repo, 5)
    pages = [page async for page in runs.list(per_page=2).pages()]
    assert [[run.id for run in page] for page in pages] == [ids[:2], ids[2:4], ids[4:]]
    assert {type(page) for page in pages} == {tuple}


async def test_first_takes_one_page(fake_github, repo, runs):
    """``first`` is the newest run, at the price of one request."""
    ids = add_runs(repo, 3)
    assert (await runs.list(per_page=1).first()).id == ids[0]
    assert pages_asked_for(fake_github) == [1]


async def test_an_empty_list_is_empty(fake_github, runs):
    """No items, no first, a total of 0, and no second page."""
    pager = runs.list()
    assert await pager.first() is None
    assert await pager.collect() == []
    assert [page async for page in pager.pages()] == []
    assert pager.total == 0
    assert pages_asked_for(fake_github) == [1, 1, 1]


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


async def test_a_negative_limit_is_refused(fake_github, runs):
    """It would silently drop the last items."""
    with pytest.raises(ValueError, match="limit must not be negative, got -1"):
        await runs.list().collect(limit=-1)
    assert fake_github.requests == []


async def test_the_total_is_known_with_the_first_page(repo, runs):
    """``total`` is None before, then what GitHub counts, also amid the loop."""
    add_runs(repo, 5)
    pager = runs.list(per_page=2)
    assert pager.total is None
    totals = [pager.total async for _ in pager]
    assert totals == [5] * 5


async def test_nothing_is_sent_before_it_is_asked_for(fake_github, repo, runs):
    """Making a pager sends nothing; a loop asks for a page when it needs one."""
    add_runs(repo, 4)
    pager = runs.list(per_page=2)
    assert fake_github.requests == []
    sent = [len(fake_github.requests) async for _ in pager]
    assert sent == [1, 1, 2, 2]


async def test_each_loop_starts_anew(repo, runs):
    """A pager can be looped over again, and then tells what is there then."""
    pager = runs.list(per_page=2)
    first = add_runs(repo, 3)
    assert [run.id async for run in pager] == first
    newest = repo.add_run().id
    assert [run.id async for run in pager] == [newest, *first]


async def test_two_loops_do_not_meet(repo, runs):
    """Two tasks may loop over one pager at once."""
    ids = add_runs(repo, 5)
    pager, seen = runs.list(per_page=2), [[], [], []]
    async with asyncio.TaskGroup() as group:
        for ids_seen in seen:
            group.create_task(read(pager, ids_seen))
    assert seen == [ids] * 3


async def test_a_pager_tells_what_it_asks(runs):
    """Its repr is for a log."""
    assert repr(runs.list(status="failure")) == (
        "<Pager GET /repos/octo-org/hello/actions/runs?status=failure&per_page=100>"
    )


def tasks():
    """Return the tasks of the client: the server's own are those of connections."""
    every = asyncio.all_tasks()
    return {task for task in every if "RequestHandler" not in repr(task)}


async def test_leaving_a_loop_leaves_nothing_behind(fake_github, repo, runs):
    """After a break nothing runs, and nothing more is fetched."""
    ids = add_runs(repo, 60)
    before = tasks()
    async for run in runs.list(per_page=2):
        if run.id == ids[2]:
            break
    fetched = len(fake_github.requests)
    await turns(8)
    assert tasks() == before
    assert len(fake_github.requests) == fetched < 30


async def test_no_place_is_held_while_the_body_runs(fake_github, repo, instant_clock):
    """With room for one request at a time, the body of a loop can still ask."""
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


async def test_an_error_on_a_later_page_comes_after_the_items_before(
    fake_github, repo, runs
):
    """What was read is not lost, and the error names the operation."""
    ids = add_runs(repo, 5)
    fake_github.fail(LIST, after=1, status=404, message="Not Found")
    seen = []
    with pytest.raises(gha.NotFoundError, match=f"^{LIST} /.+: 404 Not"):
        await read(runs.list(per_page=2), seen)
    assert seen == ids[:2]


STRANGE = {
    "another host": ("{stranger}/repositories/1/actions/runs?page=2", "out of the API"),
    "another port": ("http://127.0.0.1:9/repositories/1/actions/runs?page=2", "out of"),
    "another list": ("{api}/repositories/1/actions/artifacts?page=2", "another list"),
    "an operation": ("{api}/repositories/1/actions/runs/1/jobs?page=2", "another list"),
    "no address": ("/repositories/1/actions/runs?page=2", "must begin with https"),
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE.keys())
async def test_a_next_page_elsewhere_is_refused(
    strange, start_github, fake_github, repo, runs
):
    """S1: a page cannot lead the token away, and the list does not just end."""
    target, reason = strange
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
