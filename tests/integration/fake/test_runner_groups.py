import pytest

G = "/orgs/octo-org/actions/runner-groups"


async def members(api, group):
    """Return the names of the runners in a group."""
    response = await api(f"GET {G}/{group}/runners")
    return [runner["name"] for runner in response.json["runners"]]


async def test_default_group_always_exists(api, org):
    """It has the runners that are in no other group, and cannot be deleted."""
    org.add_runner("one")
    listed = (await api(f"GET {G}")).json["runner_groups"]
    assert [(x["name"], x["default"]) for x in listed] == [("Default", True)]
    assert await members(api, 1) == ["one"]
    assert (await api(f"DELETE {G}/1")).status == 422


async def test_create_a_group_with_runners_and_repositories(api, org, repo):
    """The response has the group; the runners move to it."""
    machine = org.add_runner("one")
    body = {
        "name": "expensive",
        "visibility": "selected",
        "selected_repository_ids": [repo.id],
        "runners": [machine.id],
        "allows_public_repositories": True,
        "restricted_to_workflows": True,
        "selected_workflows": ["octo-org/x/.github/workflows/ci.yml@main"],
    }
    response = await api(f"POST {G}", body)
    assert response.status == 201
    group = response.json
    assert group["name"] == "expensive"
    assert group["selected_workflows"] == body["selected_workflows"]
    assert await members(api, group["id"]) == ["one"]
    assert await members(api, 1) == []
    listed = (await api(f"GET {G}/{group['id']}/repositories")).json
    assert [x["id"] for x in listed["repositories"]] == [repo.id]


@pytest.mark.usefixtures("org")
async def test_group_names_are_unique(api):
    """A second group with the same name is 409."""
    assert (await api(f"POST {G}", {"name": "a"})).status == 201
    assert (await api(f"POST {G}", {"name": "a"})).status == 409


async def test_update_a_group(api, org):
    """PATCH changes the given members only."""
    group = org.add_runner_group("a", visibility="private")
    response = await api(f"PATCH {G}/{group.id}", {"name": "b"})
    assert (response.status, response.json["name"]) == (200, "b")
    assert response.json["visibility"] == "private"
    response = await api(f"PATCH {G}/{group.id}", {"name": "b", "visibility": "all"})
    assert (await api(f"GET {G}/{group.id}")).json == response.json
    assert response.json["visibility"] == "all"


async def test_runners_of_a_deleted_group_move_to_the_default_group(api, org):
    """The group itself is 404."""
    group = org.add_runner_group("a", runners=[org.add_runner("one")])
    assert (await api(f"DELETE {G}/{group.id}")).status == 204
    assert (await api(f"GET {G}/{group.id}")).status == 404
    assert await members(api, 1) == ["one"]


async def test_runners_move_between_groups(api, org):
    """Add, remove and replace; removed runners move to the default group."""
    one, two = org.add_runner("one"), org.add_runner("two")
    group = org.add_runner_group("a").id
    assert (await api(f"PUT {G}/{group}/runners/{one.id}")).status == 204
    assert await members(api, group) == ["one"]
    body = {"runners": [two.id]}
    assert (await api(f"PUT {G}/{group}/runners", body)).status == 204
    assert await members(api, group) == ["two"]
    assert await members(api, 1) == ["one"]
    assert (await api(f"DELETE {G}/{group}/runners/{two.id}")).status == 204
    assert await members(api, 1) == ["one", "two"]
    assert (await api(f"PUT {G}/{group}/runners/999")).status == 404
    assert (await api(f"PUT {G}/{group}/runners", {"runners": [999]})).status == 422


async def test_add_remove_and_replace_repositories(api, fake_github, org):
    """Only with visibility `selected`, otherwise 422."""
    a, b = (fake_github.add_repo(f"octo-org/{name}") for name in "ab")
    group = org.add_runner_group("x", visibility="selected", repositories=[a]).id
    path = f"{G}/{group}/repositories"

    async def names():
        return [x["name"] for x in (await api(f"GET {path}")).json["repositories"]]

    assert (await api(f"PUT {path}/{b.id}")).status == 204
    assert await names() == ["a", "b"]
    assert (await api(f"DELETE {path}/{a.id}")).status == 204
    assert await names() == ["b"]
    body = {"selected_repository_ids": [a.id]}
    assert (await api(f"PUT {path}", body)).status == 204
    assert await names() == ["a"]
    assert (await api(f"PUT {G}/1/repositories/{a.id}")).status == 422


@pytest.mark.parametrize(
    ("name", "expected"),
    [("open", ["Default", "mine"]), ("closed", ["Default", "inside"]), ("none", [])],
)
async def test_groups_visible_to_a_repository(api, fake_github, org, name, expected):
    """The filter applies visibility and access of public repositories."""
    public = fake_github.add_repo("octo-org/open")
    fake_github.add_repo("octo-org/closed", private=True)
    org.add_runner_group("inside", visibility="private")
    org.add_runner_group(
        "mine",
        visibility="selected",
        repositories=[public],
        allows_public_repositories=True,
    )
    response = await api(f"GET {G}?visible_to_repository={name}")
    assert [group["name"] for group in response.json["runner_groups"]] == expected


async def test_invalid_group_is_422(api, org, contract):
    """Missing name, unknown visibility, unknown runners, wrong types."""
    contract.bad_requests = True
    for body in (
        {},
        {"name": "a", "visibility": "some"},
        {"name": "a", "runners": [999]},
        {"name": "a", "runners": "999"},
        {"name": "a", "selected_repository_ids": [1]},
        {"name": "a", "runners": [True]},
        {"name": "a", "allows_public_repositories": "yes"},
    ):
        assert (await api(f"POST {G}", body)).status == 422
    group = org.add_runner_group("selective", visibility="selected").id
    for member in ("runners", "repositories"):
        assert (await api(f"PUT {G}/{group}/{member}", {})).status == 422


@pytest.mark.usefixtures("org")
async def test_network_of_a_group(api):
    """network_configuration_id is in the document only if it was set."""
    assert "network_configuration_id" not in (await api(f"GET {G}/1")).json
    body = {"name": "a", "network_configuration_id": "123ABC"}
    assert (await api(f"POST {G}", body)).json["network_configuration_id"] == "123ABC"


async def test_inherited_group_is_marked(api, org):
    """A group of the enterprise has inherited: true."""
    group = org.add_runner_group("enterprise", inherited=True)
    document = (await api(f"GET {G}/{group.id}")).json
    assert document["inherited"] is True
    assert document["inherited_allows_public_repositories"] is True


async def test_removing_a_runner_from_another_group_changes_nothing(api, org):
    """The status is 204, and the runner remains in its group."""
    machine = org.add_runner("one")
    own = org.add_runner_group("own", runners=[machine])
    other = org.add_runner_group("other")
    path = f"{G}/{other.id}/runners/{machine.id}"
    assert (await api(f"DELETE {path}")).status == 204
    assert machine.group == own.id
