"""Secrets of an organization, and the repositories that see them."""

from .scene import at, given, sealed, shows


@shows("list-org-secrets")
def list_all(scene):
    """By name, without values, with who sees them."""
    scene.org.add_secret("TOKEN", "CANARY-1", visibility="private")
    scene.org.add_secret("KEY", "CANARY-2")
    found = yield given()
    assert [(secret.name, secret.visibility) for secret in found] == [
        ("KEY", "all"),
        ("TOKEN", "private"),
    ]
    assert "CANARY" not in repr(found)


@shows("get-org-public-key")
def public_key(scene):
    """What is sealed with it, the organization can read."""
    found = yield given()
    vault = scene.org.vault
    assert found.key_id == vault.key_id
    assert vault.unseal(sealed(found.key, "grüße"), found.key_id) == "grüße"


@shows("get-org-secret")
def get(scene):
    """When it was set, and where its repositories are listed."""
    scene.org.add_secret(
        "TOKEN", "CANARY", visibility="selected", repositories=[scene.repo]
    )
    found = yield given("TOKEN")
    assert (found.name, found.visibility) == ("TOKEN", "selected")
    assert found.created_at == at(scene.org.vault["TOKEN"].created_at)
    assert found.selected_repositories_url == (
        f"{scene.github.url}/orgs/octo-org/actions/secrets/TOKEN/repositories"
    )


@shows("create-or-update-org-secret")
def create_or_update(scene):
    """It is new, then others see it, and its value stays."""
    vault, repo = scene.org.vault, scene.repo
    secret = sealed(vault.public_key(), "first")
    yield given("TOKEN", visibility="all", encrypted_value=secret, key_id=vault.key_id)
    assert (vault["TOKEN"].value, vault["TOKEN"].visibility) == ("first", "all")
    yield given("TOKEN", visibility="selected", selected_repository_ids=[repo.id])
    assert (vault["TOKEN"].value, vault["TOKEN"].repositories) == ("first", {repo.id})


@shows("delete-org-secret")
def delete(scene):
    """It is gone."""
    scene.org.add_secret("TOKEN", "CANARY")
    yield given("TOKEN")
    assert "TOKEN" not in scene.org.vault


def selected(scene, *repositories):
    """Add a secret that these repositories see."""
    scene.org.add_secret(
        "TOKEN", "CANARY", visibility="selected", repositories=repositories
    )
    return scene.org.vault["TOKEN"]


@shows("list-selected-repos-for-org-secret")
def list_repositories(scene):
    """Those that see it."""
    scene.github.add_repo("octo-org/unrelated")
    selected(scene, scene.repo)
    (found,) = yield given("TOKEN")
    assert (found.id, found.full_name) == (scene.repo.id, "octo-org/hello")
    assert found.owner.login == "octo-org"
    assert found.private


@shows("set-selected-repos-for-org-secret")
def set_repositories(scene):
    """Others see it from now on; a set will do for a list."""
    secret = selected(scene, scene.repo)
    other = scene.github.add_repo("octo-org/other")
    yield given("TOKEN", selected_repository_ids={other.id})
    assert secret.repositories == {other.id}
    yield given("TOKEN", selected_repository_ids=[])
    assert secret.repositories == set()


@shows("add-selected-repo-to-org-secret")
def add_repository(scene):
    """One more sees it."""
    secret = selected(scene)
    yield given("TOKEN", scene.repo.id)
    assert secret.repositories == {scene.repo.id}


@shows("remove-selected-repo-from-org-secret")
def remove_repository(scene):
    """One less sees it."""
    secret = selected(scene, scene.repo)
    yield given("TOKEN", scene.repo.id)
    assert secret.repositories == set()
