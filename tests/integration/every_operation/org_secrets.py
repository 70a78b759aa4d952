"""Secrets of an organization, and the repositories with access to them."""

from .scene import arguments, assert_unseals, at, checks, seal


@checks("list-org-secrets")
def list_all(scene):
    """By name, with the visibility, without values."""
    scene.org.add_secret("TOKEN", "CANARY-1", visibility="private")
    scene.org.add_secret("KEY", "CANARY-2")
    found = yield arguments()
    assert [(secret.name, secret.visibility) for secret in found] == [
        ("KEY", "all"),
        ("TOKEN", "private"),
    ]
    assert "CANARY" not in repr(found)


@checks("get-org-public-key")
def public_key(scene):
    """The organization can unseal a value sealed with it."""
    assert_unseals(scene.org.vault, (yield arguments()))


@checks("get-org-secret")
def get(scene):
    """Its time of creation, and the URL of its repositories."""
    scene.org.add_secret(
        "TOKEN", "CANARY", visibility="selected", repositories=[scene.repo]
    )
    found = yield arguments("TOKEN")
    assert (found.name, found.visibility) == ("TOKEN", "selected")
    assert found.created_at == at(scene.org.vault["TOKEN"].created_at)
    assert found.selected_repositories_url == (
        f"{scene.github.url}/orgs/octo-org/actions/secrets/TOKEN/repositories"
    )


@checks("create-or-update-org-secret")
def create_or_update(scene):
    """It is created; an update of the visibility keeps the value."""
    vault, repo = scene.org.vault, scene.repo
    secret = seal(vault.public_key(), "first")
    yield arguments(
        "TOKEN", visibility="all", encrypted_value=secret, key_id=vault.key_id
    )
    assert (vault["TOKEN"].value, vault["TOKEN"].visibility) == ("first", "all")
    yield arguments("TOKEN", visibility="selected", selected_repository_ids=[repo.id])
    assert (vault["TOKEN"].value, vault["TOKEN"].repositories) == ("first", {repo.id})


@checks("delete-org-secret")
def delete(scene):
    """The secret no longer exists."""
    scene.org.add_secret("TOKEN", "CANARY")
    yield arguments("TOKEN")
    assert "TOKEN" not in scene.org.vault


def add_selective_secret(scene, *repositories):
    """Add a secret with access for these repositories."""
    scene.org.add_secret(
        "TOKEN", "CANARY", visibility="selected", repositories=repositories
    )
    return scene.org.vault["TOKEN"]


@checks("list-selected-repos-for-org-secret")
def list_repositories(scene):
    """The repositories with access."""
    scene.github.add_repo("octo-org/unrelated")
    add_selective_secret(scene, scene.repo)
    (found,) = yield arguments("TOKEN")
    assert (found.id, found.full_name) == (scene.repo.id, "octo-org/hello")
    assert found.owner.login == "octo-org"
    assert found.private


@checks("set-selected-repos-for-org-secret")
def set_repositories(scene):
    """The repositories with access are replaced; a set is accepted as a list."""
    secret = add_selective_secret(scene, scene.repo)
    other = scene.github.add_repo("octo-org/other")
    yield arguments("TOKEN", selected_repository_ids={other.id})
    assert secret.repositories == {other.id}
    yield arguments("TOKEN", selected_repository_ids=[])
    assert secret.repositories == set()


@checks("add-selected-repo-to-org-secret")
def add_repository(scene):
    """A repository gets access."""
    secret = add_selective_secret(scene)
    yield arguments("TOKEN", scene.repo.id)
    assert secret.repositories == {scene.repo.id}


@checks("remove-selected-repo-from-org-secret")
def remove_repository(scene):
    """A repository loses access."""
    secret = add_selective_secret(scene, scene.repo)
    yield arguments("TOKEN", scene.repo.id)
    assert secret.repositories == set()
