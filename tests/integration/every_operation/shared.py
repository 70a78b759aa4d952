"""Secrets and variables that an organization shares with a repository."""

from .scene import arguments, checks


def add(scene, add_entry):
    """Add entries, of which the repository may use two."""
    other = scene.github.add_repo("octo-org/other")
    add_entry("PRIVATE", "CANARY-1", visibility="private")
    add_entry("MINE", "CANARY-2", visibility="selected", repositories=[scene.repo])
    add_entry("OTHERS", "CANARY-3", visibility="selected", repositories=[other])


@checks("list-repo-organization-secrets")
def secrets(scene):
    """By name, without values; not those of the repository itself."""
    scene.repo.add_secret("OWN", "CANARY")
    add(scene, scene.org.add_secret)
    found = yield arguments()
    assert [secret.name for secret in found] == ["MINE", "PRIVATE"]
    assert "CANARY" not in repr(found)


@checks("list-repo-organization-variables")
def variables(scene):
    """By name, with values."""
    scene.repo.add_variable("OWN", "CANARY")
    add(scene, scene.org.add_variable)
    found = yield arguments()
    assert [(one.name, one.value) for one in found] == [
        ("MINE", "CANARY-2"),
        ("PRIVATE", "CANARY-1"),
    ]
