"""Secrets of a repository: list, show, seal, set, remove."""

from .scene import at, given, sealed, shows


@shows("list-repo-secrets")
def list_all(scene):
    """By name, without values."""
    scene.repo.add_secret("TOKEN", "CANARY-1")
    scene.repo.add_secret("KEY", "CANARY-2")
    found = yield given()
    assert [secret.name for secret in found] == ["KEY", "TOKEN"]
    assert "CANARY" not in repr(found)


@shows("get-repo-public-key")
def public_key(scene):
    """What is sealed with it, the repository can read."""
    found = yield given()
    vault = scene.repo.vault
    assert found.key_id == vault.key_id
    assert vault.unseal(sealed(found.key, "grüße"), found.key_id) == "grüße"


@shows("get-repo-secret")
def get(scene):
    """When it was set."""
    scene.repo.add_secret("TOKEN", "CANARY")
    found = yield given("TOKEN")
    assert found.name == "TOKEN"
    assert found.updated_at == at(scene.repo.vault["TOKEN"].updated_at)


@shows("create-or-update-repo-secret")
def create_or_update(scene):
    """It is new, then it is another one."""
    vault = scene.repo.vault
    for value in ("first", "second"):
        secret = sealed(vault.public_key(), value)
        yield given("TOKEN", encrypted_value=secret, key_id=vault.key_id)
        assert vault["TOKEN"].value == value


@shows("delete-repo-secret")
def delete(scene):
    """It is gone."""
    scene.repo.add_secret("TOKEN", "CANARY")
    scene.repo.add_secret("KEY", "CANARY")
    yield given("TOKEN")
    assert list(scene.repo.vault.secrets) == ["KEY"]
