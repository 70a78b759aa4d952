"""Runner groups: make, change, remove, and who belongs to them."""

from .scene import given, shows


def selective(scene, **values):
    """Add a group that selected repositories may use."""
    return scene.org.add_runner_group("gpu", visibility="selected", **values)


@shows("list-self-hosted-runner-groups-for-org")
def list_all(scene):
    """The default group and the others; by repository where the server knows how."""
    group = selective(scene, repositories=[scene.repo])
    found = yield given()
    assert [(each.id, each.name, each.default) for each in found] == [
        (1, "Default", True),
        (group.id, "gpu", False),
    ]
    if scene.has("ghes-3.17"):
        other = scene.github.add_repo("octo-org/other", private=True)
        (found,) = yield given(visible_to_repository=other.name)
        assert found.name == "Default"


@shows("create-self-hosted-runner-group-for-org")
def create(scene):
    """It is there, with its repositories and runners."""
    runner = scene.org.add_runner("mona-1")
    newer = {"allows_public_repositories": True, "restricted_to_workflows": True}
    flows = ["octo-org/hello/.github/workflows/ci.yml@main"]
    made = yield given(
        name="gpu",
        visibility="selected",
        selected_repository_ids=[scene.repo.id],
        runners=[runner.id],
        selected_workflows=flows,
        **newer,
    )
    group = scene.org.groups[made.id]
    assert (made.name, made.visibility, made.default) == ("gpu", "selected", False)
    assert (group.name, group.repositories) == ("gpu", {scene.repo.id})
    assert runner.group == group.id
    assert group.selected_workflows == flows
    assert made.allows_public_repositories
    if scene.has("ghes-3.17"):
        assert made.restricted_to_workflows
        assert made.selected_workflows == tuple(flows)
    made = yield given(name="plain")
    assert scene.org.groups[made.id].visibility == made.visibility == "all"


@shows("get-self-hosted-runner-group-for-org")
def get(scene):
    """Who may use it, and where its members are listed."""
    group = selective(scene)
    found = yield given(group.id)
    url = f"{scene.github.url}/orgs/octo-org/actions/runner-groups/{group.id}"
    assert (found.id, found.name, found.visibility) == (group.id, "gpu", "selected")
    assert found.runners_url == f"{url}/runners"
    assert found.selected_repositories_url == f"{url}/repositories"
    assert isinstance(found.id, int)


@shows("update-self-hosted-runner-group-for-org")
def update(scene):
    """What is named changes, the rest stays."""
    group = selective(scene, repositories=[scene.repo])
    found = yield given(group.id, name="big", visibility="private")
    assert (found.name, found.visibility) == ("big", "private")
    assert (group.name, group.visibility) == ("big", "private")
    yield given(group.id, name="bigger")
    assert (group.name, group.visibility) == ("bigger", "private")


@shows("delete-self-hosted-runner-group-from-org")
def delete(scene):
    """It is gone, its runners are not."""
    runner = scene.org.add_runner("mona-1")
    group = selective(scene, runners=[runner])
    yield given(group.id)
    assert list(scene.org.groups) == [1]
    assert runner.group == 1


@shows("list-repo-access-to-self-hosted-runner-group-in-org")
def list_repositories(scene):
    """Those that may use it."""
    scene.github.add_repo("octo-org/unrelated")
    group = selective(scene, repositories=[scene.repo])
    (found,) = yield given(group.id)
    assert (found.id, found.full_name) == (scene.repo.id, "octo-org/hello")


@shows("set-repo-access-to-self-hosted-runner-group-in-org")
def set_repositories(scene):
    """Others may use it from now on."""
    other = scene.github.add_repo("octo-org/other")
    group = selective(scene, repositories=[scene.repo])
    yield given(group.id, selected_repository_ids=[other.id])
    assert group.repositories == {other.id}


@shows("add-repo-access-to-self-hosted-runner-group-in-org")
def add_repository(scene):
    """One more may use it."""
    group = selective(scene)
    yield given(group.id, scene.repo.id)
    assert group.repositories == {scene.repo.id}


@shows("remove-repo-access-to-self-hosted-runner-group-in-org")
def remove_repository(scene):
    """One less may use it."""
    group = selective(scene, repositories=[scene.repo])
    yield given(group.id, scene.repo.id)
    assert group.repositories == set()


@shows("list-self-hosted-runners-in-group-for-org")
def list_runners(scene):
    """Its members."""
    scene.org.add_runner("mona-1")
    runner = scene.org.add_runner("mona-2")
    group = selective(scene, runners=[runner])
    (found,) = yield given(group.id)
    assert (found.id, found.name) == (runner.id, "mona-2")


@shows("set-self-hosted-runners-in-group-for-org")
def set_runners(scene):
    """It has other members; the old ones go back to the default group."""
    old, new = (scene.org.add_runner(name) for name in ("mona-1", "mona-2"))
    group = selective(scene, runners=[old])
    yield given(group.id, runners=(new.id,))
    assert (old.group, new.group) == (1, group.id)


@shows("add-self-hosted-runner-to-group-for-org")
def add_runner(scene):
    """One more member."""
    runner = scene.org.add_runner("mona-1")
    group = selective(scene)
    yield given(group.id, runner.id)
    assert runner.group == group.id


@shows("remove-self-hosted-runner-from-group-for-org")
def remove_runner(scene):
    """One member less; it goes back to the default group."""
    runner = scene.org.add_runner("mona-1")
    group = selective(scene, runners=[runner])
    yield given(group.id, runner.id)
    assert runner.group == 1
