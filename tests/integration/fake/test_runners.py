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


async def test_labels_of_the_platform_cannot_be_removed(api, fake_github):
    """422; a label that the runner does not have is 404."""
    runner = fake_github.add_repo("octo-org/hello").add_runner("one", labels=("gpu",))
    path = f"/repos/octo-org/hello/actions/runners/{runner.id}/labels"
    for name, status in (("linux", 422), ("large", 404), ("gpu", 200)):
        assert (await api(f"DELETE {path}/{name}")).status == status
    for labels in ([], ["x"] * 101):
        assert (await api(f"PUT {path}", {"labels": labels})).status == 422


async def test_just_in_time_runner_needs_a_new_name_and_a_group(api, fake_github):
    """409 for a name that is taken, 404 for an unknown group."""
    org = fake_github.add_org("octo-org")
    org.add_runner("one")
    group = org.add_runner_group("group")
    path = "POST /orgs/octo-org/actions/runners/generate-jitconfig"
    body = {"name": "one", "runner_group_id": group.id, "labels": ["gpu"]}
    assert (await api(path, body)).status == 409
    assert (await api(path, body | {"name": "two"})).status == 201
    unknown = body | {"name": "three", "runner_group_id": 10**6}
    assert (await api(path, unknown)).status == 404
