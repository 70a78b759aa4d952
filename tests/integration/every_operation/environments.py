"""Environments, and their secrets."""

from .scene import arguments, at, checks, seal


def add(scene):
    """Return the environment of the scene."""
    return scene.repo.add_environment(scene.environment)


def add_secret(scene, *names):
    """Add secrets, and return the vault with them."""
    vault = add(scene).vault
    for name in names:
        vault.put(name, "CANARY", scene.github.world.now())
    return vault


@checks("get-all-environments")
def list_all(scene):
    """Those without rules have none."""
    add(scene)
    (found,) = yield arguments()
    assert (found.name, found.protection_rules) == (scene.environment, ())
    assert found.deployment_branch_policy is None


@checks("get-environment")
def get(scene):
    """With its rules; a type of its own decides whether a reviewer is a team."""
    team = scene.org.add_team("Release")
    environment = scene.repo.add_environment(
        scene.environment, wait_timer=30, reviewers=["octocat", team]
    )
    environment.branch_policy = {
        "protected_branches": True,
        "custom_branch_policies": False,
    }
    found = yield arguments(scene.environment)
    assert found.created_at == at(environment.created_at)
    timer, reviewers, branches = found.protection_rules
    assert (timer.type, timer.wait_timer) == ("wait_timer", 30)
    assert reviewers.type == "required_reviewers"
    assert reviewers.reviewers[0].reviewer.login == "octocat"
    assert reviewers.reviewers[1].reviewer.slug == "release"
    assert branches.type == "branch_policy"
    assert found.deployment_branch_policy.protected_branches


@checks("create-or-update-environment")
def create_or_update(scene):
    """It is created; an update states all rules."""
    user = scene.github.world.user("octocat")
    team = scene.org.add_team("Release")
    found = yield arguments(
        scene.environment,
        wait_timer=30,
        prevent_self_review=True,
        reviewers=[{"type": "User", "id": user.id}, {"type": "Team", "id": team.id}],
        deployment_branch_policy={
            "protected_branches": False,
            "custom_branch_policies": True,
        },
    )
    (environment,) = scene.repo.environments.values()
    assert (found.id, found.name) == (environment.id, scene.environment)
    assert (environment.wait_timer, environment.reviewers) == (30, (user, team))
    assert found.protection_rules[1].prevent_self_review
    assert found.deployment_branch_policy.custom_branch_policies
    found = yield arguments(scene.environment)
    assert found.protection_rules == ()
    assert list(scene.repo.environments.values()) == [environment]


@checks("delete-an-environment")
def delete(scene):
    """It no longer exists."""
    add(scene)
    kept = scene.repo.add_environment("staging")
    yield arguments(scene.environment)
    assert list(scene.repo.environments) == [kept.id]


@checks("list-environment-secrets")
def list_secrets(scene):
    """By name, without values; the repository has others."""
    scene.repo.add_secret("OTHER", "CANARY")
    add_secret(scene, "TOKEN", "KEY")
    found = yield arguments()
    assert [secret.name for secret in found] == ["KEY", "TOKEN"]


@checks("get-environment-public-key")
def public_key(scene):
    """It is not the key of the repository."""
    vault = add_secret(scene)
    found = yield arguments()
    assert found.key_id == vault.key_id != scene.repo.vault.key_id
    assert vault.unseal(seal(found.key, "grüße"), found.key_id) == "grüße"


@checks("get-environment-secret")
def get_secret(scene):
    """Its time of update."""
    vault = add_secret(scene, "TOKEN")
    found = yield arguments("TOKEN")
    assert (found.name, found.updated_at) == ("TOKEN", at(vault["TOKEN"].updated_at))


@checks("create-or-update-environment-secret")
def create_or_update_secret(scene):
    """It is created, then its value is replaced."""
    vault = add_secret(scene)
    for value in ("first", "second"):
        sealed = seal(vault.public_key(), value)
        yield arguments("TOKEN", encrypted_value=sealed, key_id=vault.key_id)
        assert vault["TOKEN"].value == value


@checks("delete-environment-secret")
def delete_secret(scene):
    """The secret no longer exists."""
    vault = add_secret(scene, "TOKEN", "KEY")
    yield arguments("TOKEN")
    assert list(vault.secrets) == ["KEY"]
