import pytest

R = "/repos/octo-org/hello/actions"


@pytest.fixture
def runs(repo):
    """Return seven runs."""
    return [repo.add_run(jobs=()) for _ in range(7)]


@pytest.mark.usefixtures("runs")
async def test_links_lead_through_all_pages(api):
    """A18: following `next` shows each run once, in order; totals stay the same."""
    path, seen = f"{api.github.url}{R}/runs?per_page=3", []
    while path:
        got = await api(f"GET {path}")
        assert got.json["total_count"] == 7
        seen += [run["run_number"] for run in got.json["workflow_runs"]]
        path = got.links.get("next")
    assert seen == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.usefixtures("runs")
async def test_links_name_the_repository_by_number(api, repo):
    """They keep the other parameters, and the API's own address."""
    got = await api(f"GET {R}/runs?per_page=3&branch=main")
    address = f"{api.github.url}/repositories/{repo.id}/actions/runs"
    assert got.links["next"] == f"{address}?per_page=3&branch=main&page=2"
    assert got.links["last"] == f"{address}?per_page=3&branch=main&page=3"


async def test_links_name_the_organization_by_number(api, org):
    """As they do a repository."""
    for name in ("a", "b"):
        org.add_runner(name)
    got = await api("GET /orgs/octo-org/actions/runners?per_page=1")
    following = got.links["next"]
    assert f"/organizations/{org.account.id}/actions/runners" in following
    assert (await api(f"GET {following}")).json["runners"][0]["name"] == "b"


@pytest.mark.parametrize(
    ("page", "relations"),
    [
        (1, {"next", "last"}),
        (2, {"prev", "next", "last", "first"}),
        (3, {"prev", "first"}),
    ],
)
@pytest.mark.usefixtures("runs")
async def test_relations_depend_on_the_page(api, page, relations):
    """The first page has no `prev`, the last no `next`."""
    got = await api(f"GET {R}/runs?per_page=3&page={page}")
    assert got.links.keys() == relations


@pytest.mark.usefixtures("runs")
async def test_a_single_page_has_no_links(api):
    """No Link header at all."""
    assert "Link" not in (await api(f"GET {R}/runs")).headers


@pytest.mark.usefixtures("runs")
async def test_a_page_beyond_the_end_is_empty(api):
    """It has the total, and leads back."""
    got = await api(f"GET {R}/runs?per_page=3&page=9")
    assert (got.json["total_count"], got.json["workflow_runs"]) == (7, [])
    assert got.links["prev"].endswith("page=3")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 30),
        ("per_page=100", 100),
        ("per_page=1000", 100),
        ("per_page=0", 30),
        ("per_page=-1", 30),
        ("per_page=ten", 30),
        ("per_page=50&page=0", 50),
    ],
)
async def test_sizes_are_bounded(api, repo, contract, query, shown):
    """30 by default, 100 at most; nonsense counts as absent."""
    contract.bad_requests = True
    for _ in range(120):
        repo.add_run(jobs=())
    got = await api(f"GET {R}/runs?{query}")
    assert len(got.json["workflow_runs"]) == shown
