"""Variables of a repository and of an organization, and who may use them."""

from .scene import arguments, at, checks


@checks("list-repo-variables")
def list_all(scene):
    """By name, with values."""
    scene.repo.add_variable("STAGE", "canary")
    scene.repo.add_variable("PHASE", "")
    found = yield arguments()
    assert [(v.name, v.value) for v in found] == [("PHASE", ""), ("STAGE", "canary")]


@checks("create-repo-variable")
def create(scene):
    """It exists, with the name in upper case."""
    yield arguments(name="stage", value="canary")
    assert scene.repo.variables["STAGE"].value == "canary"


@checks("get-repo-variable")
def get(scene):
    """Its value and its time of update."""
    scene.repo.add_variable("STAGE", "canary")
    found = yield arguments("stage")
    assert (found.name, found.value) == ("STAGE", "canary")
    assert found.updated_at == at(scene.repo.variables["STAGE"].updated_at)


@checks("update-repo-variable")
def update(scene):
    """The value, then the name; what is not given stays."""
    scene.repo.add_variable("STAGE", "canary")
    yield arguments("STAGE", value="all")
    assert scene.repo.variables["STAGE"].value == "all"
    yield arguments("STAGE", new_name="phase")
    assert list(scene.repo.variables.entries) == ["PHASE"]
    assert scene.repo.variables["PHASE"].value == "all"


@checks("delete-repo-variable")
def delete(scene):
    """It no longer exists."""
    scene.repo.add_variable("STAGE", "canary")
    scene.repo.add_variable("PHASE", "canary")
    yield arguments("STAGE")
    assert list(scene.repo.variables.entries) == ["PHASE"]


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
