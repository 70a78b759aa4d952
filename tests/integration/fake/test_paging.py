import pytest

R = "/repos/octo-org/hello/actions"


@pytest.fixture
def runs(repo):
    """Return seven runs."""
    return [repo.add_run(jobs=()) for _ in range(7)]


@pytest.mark.usefixtures("runs")
async def test_next_links_lead_through_all_pages(api):
    """A18: each run is listed once, in order; the total is constant."""
    path, seen = f"{api.github.url}{R}/runs?per_page=3", []
    while path:
        response = await api(f"GET {path}")
        assert response.json["total_count"] == 7
        seen += [run["run_number"] for run in response.json["workflow_runs"]]
        path = response.links.get("next")
    assert seen == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.usefixtures("runs")
async def test_links_name_the_repository_by_id(api, repo):
    """They keep the other parameters and the API's URL."""
    response = await api(f"GET {R}/runs?per_page=3&branch=main")
    url = f"{api.github.url}/repositories/{repo.id}/actions/runs"
    assert response.links["next"] == f"{url}?per_page=3&branch=main&page=2"
    assert response.links["last"] == f"{url}?per_page=3&branch=main&page=3"


async def test_links_name_the_organization_by_id(api, org):
    """As with repositories."""
    for name in ("a", "b"):
        org.add_runner(name)
    response = await api("GET /orgs/octo-org/actions/runners?per_page=1")
    next_page = response.links["next"]
    assert f"/organizations/{org.account.id}/actions/runners" in next_page
    assert (await api(f"GET {next_page}")).json["runners"][0]["name"] == "b"


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
    response = await api(f"GET {R}/runs?per_page=3&page={page}")
    assert response.links.keys() == relations


@pytest.mark.usefixtures("runs")
async def test_single_page_has_no_links(api):
    """There is no Link header."""
    assert "Link" not in (await api(f"GET {R}/runs")).headers


@pytest.mark.usefixtures("runs")
async def test_page_beyond_the_end_is_empty(api):
    """It has the total and a link to the previous page."""
    response = await api(f"GET {R}/runs?per_page=3&page=9")
    assert (response.json["total_count"], response.json["workflow_runs"]) == (7, [])
    assert response.links["prev"].endswith("page=3")


@pytest.mark.parametrize(
    ("query", "size"),
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
async def test_page_size_is_bounded(api, repo, contract, query, size):
    """30 by default, 100 at most; invalid values are ignored."""
    contract.bad_requests = True
    for _ in range(120):
        repo.add_run(jobs=())
    response = await api(f"GET {R}/runs?{query}")
    assert len(response.json["workflow_runs"]) == size
