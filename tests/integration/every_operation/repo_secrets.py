"""Secrets of a repository: list, get, public key, set, delete."""

from .scene import arguments, assert_unseals, at, checks, seal


@checks("list-repo-secrets")
def list_all(scene):
    """By name, without values."""
    scene.repo.add_secret("TOKEN", "CANARY-1")
    scene.repo.add_secret("KEY", "CANARY-2")
    found = yield arguments()
    assert [secret.name for secret in found] == ["KEY", "TOKEN"]
    assert "CANARY" not in repr(found)


@checks("get-repo-public-key")
def public_key(scene):
    """The repository can unseal a value sealed with it."""
    assert_unseals(scene.repo.vault, (yield arguments()))


@checks("get-repo-secret")
def get(scene):
    """Its time of update."""
    scene.repo.add_secret("TOKEN", "CANARY")
    found = yield arguments("TOKEN")
    assert found.name == "TOKEN"
    assert found.updated_at == at(scene.repo.vault["TOKEN"].updated_at)


@checks("create-or-update-repo-secret")
def create_or_update(scene):
    """It is created, then its value is replaced."""
    vault = scene.repo.vault
    for value in ("first", "second"):
        secret = seal(vault.public_key(), value)
        yield arguments("TOKEN", encrypted_value=secret, key_id=vault.key_id)
        assert vault["TOKEN"].value == value


@checks("delete-repo-secret")
def delete(scene):
    """The secret no longer exists."""
    scene.repo.add_secret("TOKEN", "CANARY")
    scene.repo.add_secret("KEY", "CANARY")
    yield arguments("TOKEN")
    assert list(scene.repo.vault.secrets) == ["KEY"]
