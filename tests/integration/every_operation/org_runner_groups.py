"""Runner groups: create, update, delete, runners and repositories."""

from .scene import arguments, checks


def add_selective_group(scene, **values):
    """Add a group with access for selected repositories."""
    return scene.org.add_runner_group("gpu", visibility="selected", **values)


@checks("list-self-hosted-runner-groups-for-org")
def list_all(scene):
    """The default group and the others; by repository if the server can filter."""
    group = add_selective_group(scene, repositories=[scene.repo])
    found = yield arguments()
    assert [(each.id, each.name, each.default) for each in found] == [
        (1, "Default", True),
        (group.id, "gpu", False),
    ]
    if scene.has("ghes-3.17"):
        other = scene.github.add_repo("octo-org/other", private=True)
        (found,) = yield arguments(visible_to_repository=other.name)
        assert found.name == "Default"


@checks("create-self-hosted-runner-group-for-org")
def create(scene):
    """The group exists, with its repositories and runners."""
    runner = scene.org.add_runner("mona-1")
    newer = {"allows_public_repositories": True, "restricted_to_workflows": True}
    flows = ["octo-org/hello/.github/workflows/ci.yml@main"]
    created = yield arguments(
        name="gpu",
        visibility="selected",
        selected_repository_ids=[scene.repo.id],
        runners=[runner.id],
        selected_workflows=flows,
        **newer,
    )
    group = scene.org.groups[created.id]
    assert (created.name, created.visibility, created.default) == (
        "gpu",
        "selected",
        False,
    )
    assert (group.name, group.repositories) == ("gpu", {scene.repo.id})
    assert runner.group == group.id
    assert group.selected_workflows == flows
    assert created.allows_public_repositories
    if scene.has("ghes-3.17"):
        assert created.restricted_to_workflows
        assert created.selected_workflows == tuple(flows)
    created = yield arguments(name="plain")
    assert scene.org.groups[created.id].visibility == created.visibility == "all"


@checks("get-self-hosted-runner-group-for-org")
def get(scene):
    """Its visibility, and the URLs of its runners and repositories."""
    group = add_selective_group(scene)
    found = yield arguments(group.id)
    url = f"{scene.github.url}/orgs/octo-org/actions/runner-groups/{group.id}"
    assert (found.id, found.name, found.visibility) == (group.id, "gpu", "selected")
    assert found.runners_url == f"{url}/runners"
    assert found.selected_repositories_url == f"{url}/repositories"
    assert isinstance(found.id, int)


@checks("update-self-hosted-runner-group-for-org")
def update(scene):
    """Only the given members change."""
    group = add_selective_group(scene, repositories=[scene.repo])
    found = yield arguments(group.id, name="big", visibility="private")
    assert (found.name, found.visibility) == ("big", "private")
    assert (group.name, group.visibility) == ("big", "private")
    yield arguments(group.id, name="bigger")
    assert (group.name, group.visibility) == ("bigger", "private")


@checks("delete-self-hosted-runner-group-from-org")
def delete(scene):
    """The group is deleted; its runners move to the default group."""
    runner = scene.org.add_runner("mona-1")
    group = add_selective_group(scene, runners=[runner])
    yield arguments(group.id)
    assert list(scene.org.groups) == [1]
    assert runner.group == 1


@checks("list-repo-access-to-self-hosted-runner-group-in-org")
def list_repositories(scene):
    """The repositories with access."""
    scene.github.add_repo("octo-org/unrelated")
    group = add_selective_group(scene, repositories=[scene.repo])
    (found,) = yield arguments(group.id)
    assert (found.id, found.full_name) == (scene.repo.id, "octo-org/hello")


@checks("set-repo-access-to-self-hosted-runner-group-in-org")
def set_repositories(scene):
    """The repositories with access are replaced."""
    other = scene.github.add_repo("octo-org/other")
    group = add_selective_group(scene, repositories=[scene.repo])
    yield arguments(group.id, selected_repository_ids=[other.id])
    assert group.repositories == {other.id}


@checks("add-repo-access-to-self-hosted-runner-group-in-org")
def add_repository(scene):
    """A repository gets access."""
    group = add_selective_group(scene)
    yield arguments(group.id, scene.repo.id)
    assert group.repositories == {scene.repo.id}


@checks("remove-repo-access-to-self-hosted-runner-group-in-org")
def remove_repository(scene):
    """A repository loses access."""
    group = add_selective_group(scene, repositories=[scene.repo])
    yield arguments(group.id, scene.repo.id)
    assert group.repositories == set()


@checks("list-self-hosted-runners-in-group-for-org")
def list_runners(scene):
    """The runners of the group."""
    scene.org.add_runner("mona-1")
    runner = scene.org.add_runner("mona-2")
    group = add_selective_group(scene, runners=[runner])
    (found,) = yield arguments(group.id)
    assert (found.id, found.name) == (runner.id, "mona-2")


@checks("set-self-hosted-runners-in-group-for-org")
def set_runners(scene):
    """The runners are replaced; the old ones move to the default group."""
    old, new = (scene.org.add_runner(name) for name in ("mona-1", "mona-2"))
    group = add_selective_group(scene, runners=[old])
    yield arguments(group.id, runners=(new.id,))
    assert (old.group, new.group) == (1, group.id)


@checks("add-self-hosted-runner-to-group-for-org")
def add_runner(scene):
    """A runner joins the group."""
    runner = scene.org.add_runner("mona-1")
    group = add_selective_group(scene)
    yield arguments(group.id, runner.id)
    assert runner.group == group.id


@checks("remove-self-hosted-runner-from-group-for-org")
def remove_runner(scene):
    """A runner moves to the default group."""
    runner = scene.org.add_runner("mona-1")
    group = add_selective_group(scene, runners=[runner])
    yield arguments(group.id, runner.id)
    assert runner.group == 1
