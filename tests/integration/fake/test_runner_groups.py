import pytest

G = "/orgs/octo-org/actions/runner-groups"


async def members(api, group):
    """Return the names of the runners in a group."""
    got = await api(f"GET {G}/{group}/runners")
    return [runner["name"] for runner in got.json["runners"]]


async def test_there_is_always_a_default_group(api, org):
    """It holds every runner of no other group, and cannot be deleted."""
    org.add_runner("one")
    listed = (await api(f"GET {G}")).json["runner_groups"]
    assert [(x["name"], x["default"]) for x in listed] == [("Default", True)]
    assert await members(api, 1) == ["one"]
    assert (await api(f"DELETE {G}/1")).status == 422


async def test_a_group_is_created_with_runners_and_repositories(api, org, repo):
    """201 with the group; the runners have moved."""
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
    got = await api(f"POST {G}", body)
    assert got.status == 201
    group = got.json
    assert group["name"] == "expensive"
    assert group["selected_workflows"] == body["selected_workflows"]
    assert await members(api, group["id"]) == ["one"]
    assert await members(api, 1) == []
    listed = (await api(f"GET {G}/{group['id']}/repositories")).json
    assert [x["id"] for x in listed["repositories"]] == [repo.id]


@pytest.mark.usefixtures("org")
async def test_names_of_groups_are_unique(api):
    """A second group of the same name is 409."""
    assert (await api(f"POST {G}", {"name": "a"})).status == 201
    assert (await api(f"POST {G}", {"name": "a"})).status == 409


async def test_a_group_is_changed(api, org):
    """PATCH changes what it names and nothing else."""
    group = org.add_runner_group("a", visibility="private")
    got = await api(f"PATCH {G}/{group.id}", {"name": "b"})
    assert (got.status, got.json["name"]) == (200, "b")
    assert got.json["visibility"] == "private"
    got = await api(f"PATCH {G}/{group.id}", {"name": "b", "visibility": "all"})
    assert (await api(f"GET {G}/{group.id}")).json == got.json
    assert got.json["visibility"] == "all"


async def test_the_runners_of_a_deleted_group_go_back(api, org):
    """204; they are in the default group again."""
    group = org.add_runner_group("a", runners=[org.add_runner("one")])
    assert (await api(f"DELETE {G}/{group.id}")).status == 204
    assert (await api(f"GET {G}/{group.id}")).status == 404
    assert await members(api, 1) == ["one"]


async def test_runners_move_between_groups(api, org):
    """Added, removed and replaced: what leaves goes to the default group."""
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


async def test_access_of_repositories_is_given_and_taken(api, fake_github, org):
    """Only with visibility `selected`: otherwise 422."""
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
async def test_groups_are_found_by_who_may_use_them(
    api, fake_github, org, name, expected
):
    """visible_to_repository heeds visibility and public access."""
    public = fake_github.add_repo("octo-org/open")
    fake_github.add_repo("octo-org/closed", private=True)
    org.add_runner_group("inside", visibility="private")
    org.add_runner_group(
        "mine",
        visibility="selected",
        repositories=[public],
        allows_public_repositories=True,
    )
    got = await api(f"GET {G}?visible_to_repository={name}")
    assert [group["name"] for group in got.json["runner_groups"]] == expected


async def test_bad_groups_are_refused(api, org, contract):
    """422 for a missing name, an unknown visibility, unknown runners."""
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
async def test_a_group_runs_in_a_network(api):
    """network_configuration_id is kept, and shown only if there is one."""
    assert "network_configuration_id" not in (await api(f"GET {G}/1")).json
    body = {"name": "a", "network_configuration_id": "123ABC"}
    assert (await api(f"POST {G}", body)).json["network_configuration_id"] == "123ABC"


async def test_an_inherited_group_says_so(api, org):
    """Groups of the enterprise are marked."""
    group = org.add_runner_group("enterprise", inherited=True)
    document = (await api(f"GET {G}/{group.id}")).json
    assert document["inherited"] is True
    assert document["inherited_allows_public_repositories"] is True


async def test_a_runner_leaves_only_the_group_it_is_in(api, org):
    """Removing a runner from a group of others changes nothing."""
    machine = org.add_runner("one")
    own = org.add_runner_group("own", runners=[machine])
    other = org.add_runner_group("other")
    path = f"{G}/{other.id}/runners/{machine.id}"
    assert (await api(f"DELETE {path}")).status == 204
    assert machine.group == own.id
