"""Setting variables that may exist or not."""

import pytest

from aioghactions import ConflictError, NotFoundError, ValidationFailedError


@pytest.fixture
def repo(fake_github):
    """Return the repository on the server."""
    return fake_github.add_repo("octo-org/hello")


@pytest.fixture
def org(fake_github):
    """Return the organization on the server."""
    return fake_github.add_org("octo-org")


def operations(github):
    """Return the operations that were sent."""
    return [request.operation for request in github.requests]


async def test_set_creates_a_new_variable(github_client, fake_github, repo):
    """Two requests."""
    await github_client.repo("octo-org/hello").variables.set("STAGE", "canary")
    assert repo.variables["STAGE"].value == "canary"
    assert operations(fake_github) == ["update-repo-variable", "create-repo-variable"]


async def test_set_updates_an_existing_variable(github_client, fake_github, repo):
    """One request; an empty value is a value."""
    repo.add_variable("STAGE", "canary")
    await github_client.repo("octo-org/hello").variables.set("stage", "")
    assert repo.variables["STAGE"].value == ""
    assert operations(fake_github) == ["update-repo-variable"]


async def test_set_updates_a_variable_that_was_created_meanwhile(
    github_client, fake_github, repo
):
    """The last writer wins, as for an existing variable."""
    repo.add_variable("STAGE", "theirs")
    fake_github.fail("update-repo-variable", status=404, times=1)
    await github_client.repo("octo-org/hello").variables.set("STAGE", "ours")
    assert repo.variables["STAGE"].value == "ours"
    assert operations(fake_github) == [
        "update-repo-variable",
        "create-repo-variable",
        "update-repo-variable",
    ]


async def test_create_and_update_tell_whether_a_variable_exists(github_client, repo):
    """And change nothing if they fail."""
    variables = github_client.repo("octo-org/hello").variables
    with pytest.raises(NotFoundError):
        await variables.update("STAGE", value="canary")
    assert "STAGE" not in repo.variables
    repo.add_variable("STAGE", "canary")
    with pytest.raises(ConflictError):
        await variables.create(name="STAGE", value="all")
    assert repo.variables["STAGE"].value == "canary"


async def test_set_in_a_missing_repository_raises(github_client):
    """The 404 is that of the creation."""
    with pytest.raises(NotFoundError) as caught:
        await github_client.repo("octo-org/none").variables.set("STAGE", "canary")
    assert caught.value.operation == "create-repo-variable"


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("1ST", "x", ValueError),
        ("", "x", ValueError),
        (5, "x", TypeError),
        ("STAGE", 5, TypeError),
        ("STAGE", None, TypeError),
    ],
)
@pytest.mark.usefixtures("repo")
async def test_invalid_variable_is_not_sent(
    github_client, fake_github, name, value, error
):
    """The name is checked as that of a secret; None is no value."""
    with pytest.raises(error):
        await github_client.repo("octo-org/hello").variables.set(name, value)
    assert operations(fake_github) == []


@pytest.mark.usefixtures("repo")
async def test_rejected_variable_raises(github_client):
    """Names of GitHub's own."""
    with pytest.raises(ValidationFailedError):
        await github_client.repo("octo-org/hello").variables.set("GITHUB_X", "x")


async def test_set_for_selected_repositories(github_client, repo, org):
    """Of a new variable and of an existing one."""
    variables = github_client.org("octo-org").variables
    for ids in ([repo.id], []):
        await variables.set(
            "STAGE", "canary", visibility="selected", selected_repository_ids=ids
        )
        assert org.variables["STAGE"].repositories == set(ids)
    await variables.set("STAGE", "all", visibility="all")
    assert org.variables["STAGE"].visibility == "all"


@pytest.mark.parametrize(
    ("visibility", "ids"), [("selected", None), ("all", [1]), ("private", [])]
)
async def test_repositories_that_do_not_fit_raise(github_client, org, visibility, ids):
    """As for secrets."""
    with pytest.raises(ValueError, match="selected_repository_ids"):
        await github_client.org("octo-org").variables.set(
            "STAGE", "x", visibility=visibility, selected_repository_ids=ids
        )
    assert "STAGE" not in org.variables


async def test_set_of_an_organization_needs_a_visibility(github_client, org):
    """Unlike a secret's, it is not fetched from the existing variable."""
    with pytest.raises(TypeError, match="visibility must be a string, not NoneType"):
        await github_client.org("octo-org").variables.set("STAGE", "x", visibility=None)
    assert "STAGE" not in org.variables


async def test_environment_has_variables_and_secrets_of_its_own(github_client, repo):
    """Set by the same methods, for a name with a slash in other letters."""
    environment = repo.add_environment("EU/production")
    handle = github_client.repo("octo-org/hello").environment("eu/Production")
    for value in ("canary", "all"):
        await handle.variables.set("STAGE", value)
        await handle.secrets.set("TOKEN", value)
        assert environment.variables["STAGE"].value == value
        assert environment.vault["TOKEN"].value == value
    assert "STAGE" not in repo.variables
    assert "TOKEN" not in repo.vault


@pytest.mark.parametrize(("name", "error"), [("", ValueError), (None, TypeError)])
async def test_invalid_environment_name_raises(github_client, name, error):
    """Before a request is made."""
    with pytest.raises(error, match="name"):
        github_client.repo("octo-org/hello").environment(name)


async def test_variable_of_a_missing_environment_raises(github_client, repo):
    """The environment is not created."""
    with pytest.raises(NotFoundError):
        await (
            github_client.repo("octo-org/hello")
            .environment("x")
            .variables.set("STAGE", "canary")
        )
    assert not repo.environments
