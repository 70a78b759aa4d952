import pytest

R = "/repos/octo-org/hello/actions/runners"
ORG = "/orgs/octo-org/actions/runners"


@pytest.fixture(params=[R, ORG], ids=["repository", "organization"])
def scope(request):
    """Return the path of the runners of a repository, or of an organization."""
    return request.param


@pytest.fixture
def owner(scope, repo, org):
    """Return the owner of the runners."""
    return repo if scope == R else org


async def test_list_and_get_runners(api, scope, owner):
    """With their labels; name filters the list."""
    one = owner.add_runner("one", labels=("gpu",))
    owner.add_runner("two", os="macos", status="offline")
    listed = (await api(f"GET {scope}")).json
    assert [x["name"] for x in listed["runners"]] == ["one", "two"]
    labels = {x["name"]: x["type"] for x in listed["runners"][0]["labels"]}
    assert labels["gpu"] == "custom"
    assert labels["self-hosted"] == "read-only"
    assert (await api(f"GET {scope}?name=two")).json["total_count"] == 1
    assert (await api(f"GET {scope}/{one.id}")).json == listed["runners"][0]


async def test_remove_a_runner(api, scope, owner):
    """204, then 404; 422 for a busy runner."""
    idle, busy = owner.add_runner("idle"), owner.add_runner("busy", busy=True)
    assert (await api(f"DELETE {scope}/{idle.id}")).status == 204
    assert (await api(f"GET {scope}/{idle.id}")).status == 404
    assert (await api(f"DELETE {scope}/{busy.id}")).status == 422


async def test_registration_token_is_valid_for_an_hour(
    api, scope, owner, instant_clock
):
    """It registers runners until it expires."""
    response = await api(f"POST {scope}/registration-token")
    assert response.status == 201
    # An hour after midnight in UTC, with milliseconds and an offset.
    assert response.json["expires_at"] == "2025-12-31T17:00:00.000-08:00"
    token = response.json["token"]
    owner.pool.register(token, "agent", instant_clock.now())
    assert (await api(f"GET {scope}?name=agent")).json["total_count"] == 1
    await instant_clock.advance(3600)
    with pytest.raises(PermissionError):
        owner.pool.register(token, "late", instant_clock.now())


async def test_remove_token_does_not_register(api, scope, owner, instant_clock):
    """Each token has one purpose."""
    token = (await api(f"POST {scope}/remove-token")).json["token"]
    with pytest.raises(PermissionError):
        owner.pool.register(token, "agent", instant_clock.now())


@pytest.mark.usefixtures("owner")
async def test_runner_applications(api, scope):
    """One for each platform, with its checksum."""
    applications = (await api(f"GET {scope}/downloads")).json
    assert {"linux", "osx", "win"} == {
        application["os"] for application in applications
    }
    assert all(
        len(application["sha256_checksum"]) == 64 for application in applications
    )
