import pytest

R = "/repos/octo-org/hello/actions/runners"
ORG = "/orgs/octo-org/actions/runners"


@pytest.fixture(params=[R, ORG], ids=["repository", "organization"])
def scope(request):
    """Return the path of the runners of a repository, or of an organization."""
    return request.param


@pytest.fixture
def owner(scope, repo, org):
    """Return whose runners they are."""
    return repo if scope == R else org


async def test_runners_are_listed_and_found(api, scope, owner):
    """With status, labels and the group; name filters the list."""
    one = owner.add_runner("one", labels=("gpu",))
    owner.add_runner("two", os="macos", status="offline")
    listed = (await api(f"GET {scope}")).json
    assert [x["name"] for x in listed["runners"]] == ["one", "two"]
    labels = {x["name"]: x["type"] for x in listed["runners"][0]["labels"]}
    assert labels["gpu"] == "custom"
    assert labels["self-hosted"] == "read-only"
    assert (await api(f"GET {scope}?name=two")).json["total_count"] == 1
    assert (await api(f"GET {scope}/{one.id}")).json == listed["runners"][0]


async def test_a_runner_is_removed_unless_it_is_busy(api, scope, owner):
    """204, 404 for what is gone, 422 while it runs a job."""
    idle, busy = owner.add_runner("idle"), owner.add_runner("busy", busy=True)
    assert (await api(f"DELETE {scope}/{idle.id}")).status == 204
    assert (await api(f"GET {scope}/{idle.id}")).status == 404
    assert (await api(f"DELETE {scope}/{busy.id}")).status == 422


async def test_tokens_last_an_hour(api, scope, owner, instant_clock):
    """A registration token registers a runner until it expires."""
    got = await api(f"POST {scope}/registration-token")
    assert got.status == 201
    # An hour after midnight in UTC, told with milliseconds and an offset.
    assert got.json["expires_at"] == "2025-12-31T17:00:00.000-08:00"
    token = got.json["token"]
    owner.pool.register(token, "agent", instant_clock.now())
    assert (await api(f"GET {scope}?name=agent")).json["total_count"] == 1
    await instant_clock.advance(3600)
    with pytest.raises(PermissionError):
        owner.pool.register(token, "late", instant_clock.now())


async def test_a_remove_token_registers_nothing(api, scope, owner, instant_clock):
    """Each token is for one purpose."""
    token = (await api(f"POST {scope}/remove-token")).json["token"]
    with pytest.raises(PermissionError):
        owner.pool.register(token, "agent", instant_clock.now())


@pytest.mark.usefixtures("owner")
async def test_agents_can_be_downloaded(api, scope):
    """One for each platform, with its checksum."""
    agents = (await api(f"GET {scope}/downloads")).json
    assert {"linux", "osx", "win"} == {agent["os"] for agent in agents}
    assert all(len(agent["sha256_checksum"]) == 64 for agent in agents)
