"""Variables of repositories, environments and organizations, and who may use them."""

from .scene import arguments, at, checks


def checks_for_both(operation):
    """Register a check for the repository's operation and the environment's."""

    def register(check):
        def in_environment(scene):
            return check(scene, scene.repo.add_environment(scene.environment))

        checks(operation.format(of="repo"))(lambda scene: check(scene, scene.repo))
        checks(operation.format(of="environment"))(in_environment)
        return check

    return register


def add_to(scene, owner, name, value):
    """Add a variable of a repository or an environment."""
    owner.variables.put(name, value, scene.github.world.now())


@checks_for_both("list-{of}-variables")
def list_all(scene, owner):
    """By name, with values."""
    add_to(scene, owner, "STAGE", "canary")
    add_to(scene, owner, "PHASE", "")
    found = yield arguments()
    assert [(v.name, v.value) for v in found] == [("PHASE", ""), ("STAGE", "canary")]


@checks_for_both("create-{of}-variable")
def create(_scene, owner):
    """It exists, with the name in upper case."""
    yield arguments(name="stage", value="canary")
    assert owner.variables["STAGE"].value == "canary"


@checks_for_both("get-{of}-variable")
def get(scene, owner):
    """Its value and its time of update."""
    add_to(scene, owner, "STAGE", "canary")
    found = yield arguments("stage")
    assert (found.name, found.value) == ("STAGE", "canary")
    assert found.updated_at == at(owner.variables["STAGE"].updated_at)


@checks_for_both("update-{of}-variable")
def update(scene, owner):
    """The value, then the name; what is not given stays."""
    add_to(scene, owner, "STAGE", "canary")
    yield arguments("STAGE", value="all")
    assert owner.variables["STAGE"].value == "all"
    yield arguments("STAGE", new_name="phase")
    assert list(owner.variables.entries) == ["PHASE"]
    assert owner.variables["PHASE"].value == "all"


@checks_for_both("delete-{of}-variable")
def delete(scene, owner):
    """It no longer exists."""
    add_to(scene, owner, "STAGE", "canary")
    add_to(scene, owner, "PHASE", "canary")
    yield arguments("STAGE")
    assert list(owner.variables.entries) == ["PHASE"]


def add(scene, *repositories, visibility="selected"):
    """Add a variable of the organization."""
    scene.org.add_variable(
        "STAGE", "canary", visibility=visibility, repositories=repositories
    )
    return scene.org.variables["STAGE"]


@checks("list-org-variables")
def list_of_organization(scene):
    """With the visibility."""
    add(scene, visibility="private")
    (found,) = yield arguments()
    assert (found.name, found.value, found.visibility) == ("STAGE", "canary", "private")


@checks("create-org-variable")
def create_for_organization(scene):
    """With the repositories that may use it."""
    yield arguments(
        name="STAGE",
        value="canary",
        visibility="selected",
        selected_repository_ids=[scene.repo.id],
    )
    assert scene.org.variables["STAGE"].value == "canary"
    assert scene.org.variables["STAGE"].repositories == {scene.repo.id}


@checks("get-org-variable")
def get_of_organization(scene):
    """The URL of its repositories."""
    add(scene, scene.repo)
    found = yield arguments("STAGE")
    assert found.selected_repositories_url == (
        f"{scene.github.url}/orgs/octo-org/actions/variables/STAGE/repositories"
    )


@checks("update-org-variable")
def update_of_organization(scene):
    """What is not given stays."""
    variable = add(scene, scene.repo)
    yield arguments("STAGE", value="all")
    variable = scene.org.variables["STAGE"]
    assert (variable.value, variable.repositories) == ("all", {scene.repo.id})
    yield arguments("STAGE", selected_repository_ids=[])
    assert scene.org.variables["STAGE"].repositories == set()
    yield arguments("STAGE", visibility="private", new_name="PHASE")
    variable = scene.org.variables["PHASE"]
    assert (variable.value, variable.visibility) == ("all", "private")


@checks("delete-org-variable")
def delete_of_organization(scene):
    """It no longer exists."""
    add(scene)
    yield arguments("STAGE")
    assert "STAGE" not in scene.org.variables


@checks("list-selected-repos-for-org-variable")
def list_repositories(scene):
    """The repositories with access."""
    scene.github.add_repo("octo-org/unrelated")
    add(scene, scene.repo)
    (found,) = yield arguments("STAGE")
    assert (found.id, found.full_name) == (scene.repo.id, "octo-org/hello")


@checks("set-selected-repos-for-org-variable")
def set_repositories(scene):
    """The repositories with access are replaced."""
    variable = add(scene, scene.repo)
    other = scene.github.add_repo("octo-org/other")
    yield arguments("STAGE", selected_repository_ids={other.id})
    assert variable.repositories == {other.id}


@checks("add-selected-repo-to-org-variable")
def add_repository(scene):
    """A repository gets access."""
    variable = add(scene)
    yield arguments("STAGE", scene.repo.id)
    assert variable.repositories == {scene.repo.id}


@checks("remove-selected-repo-from-org-variable")
def remove_repository(scene):
    """A repository loses access."""
    variable = add(scene, scene.repo)
    yield arguments("STAGE", scene.repo.id)
    assert variable.repositories == set()
